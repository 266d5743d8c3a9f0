import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Checkmk through a notification plug-in of ours. */
export const checkmk = defineMonitor({
  manifest,
  verify: [{ kind: "bearer", secret: "bearerToken" }],
  parse: parsePayload,
  buildSetup,
});
