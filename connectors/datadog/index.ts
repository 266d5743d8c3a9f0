import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { mute, resolve, unmute } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Datadog through its webhooks integration, with a payload of ours, and its API. */
export const datadog = defineMonitor({
  manifest,
  verify: tokenChecks,
  parse: parsePayload,
  buildSetup,
  connect: (source) => {
    const { apiUrl } = source.settings;
    const { apiKey, applicationKey } = source.secrets;
    if (apiUrl === undefined || apiKey === undefined || applicationKey === undefined) return undefined;
    const world = { ...source, apiUrl, apiKey, applicationKey };
    return {
      acknowledge: (alerts) => mute(world, alerts),
      unacknowledge: (alerts) => unmute(world, alerts),
      resolve: (alerts) => resolve(world, alerts),
    };
  },
});
