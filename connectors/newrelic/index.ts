import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** New Relic through the webhook of a workflow. */
export const newrelic = defineMonitor({
  manifest,
  verify: [...tokenChecks, { kind: "basic", user: "basicUser", password: "basicPassword" }],
  parse: parsePayload,
  buildSetup,
});
