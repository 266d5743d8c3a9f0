import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Azure Monitor through the webhook of an action group, in the common alert schema. */
export const azureMonitor = defineMonitor({
  manifest,
  verify: [{ kind: "basic", user: "basicUser", password: "basicPassword" }],
  parse: parsePayload,
});
