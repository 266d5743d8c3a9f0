import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { mutate } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** New Relic through the webhook of a workflow and, to be told, NerdGraph. */
export const newrelic = defineMonitor({
  manifest,
  verify: [...tokenChecks, { kind: "basic", user: "basicUser", password: "basicPassword" }],
  parse: parsePayload,
  buildSetup,
  connect: (source) => {
    const { apiKey } = source.secrets;
    if (apiKey === undefined) return undefined;
    const world = { ...source, apiKey };
    return {
      acknowledge: (alerts) => mutate(world, "aiIssuesAckIssue", alerts),
      unacknowledge: (alerts) => mutate(world, "aiIssuesUnackIssue", alerts),
      resolve: (alerts) => mutate(world, "aiIssuesResolveIssue", alerts),
    };
  },
});
