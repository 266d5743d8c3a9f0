import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Site24x7 through a webhook with its incident parameters. */
export const site24x7 = defineMonitor({
  manifest,
  verify: [...tokenChecks, { kind: "basic", user: "basicUser", password: "basicPassword" }],
  parse: parsePayload,
});
