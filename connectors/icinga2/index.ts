import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Icinga 2 through a notification command of ours. */
export const icinga2 = defineMonitor({
  manifest,
  verify: [{ kind: "bearer", secret: "bearerToken" }],
  parse: parsePayload,
  buildSetup,
});
