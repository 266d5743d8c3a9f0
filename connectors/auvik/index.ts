import { defineMonitor } from "../monitor-kit.ts";
import { dismiss } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Auvik through a webhook notification channel and, to dismiss alerts, its API. */
export const auvik = defineMonitor({
  manifest,
  verify: [],
  parse: parsePayload,
  connect: (source) => {
    const { apiUrl } = source.settings;
    const { apiUser, apiKey } = source.secrets;
    if (apiUrl === undefined || apiUser === undefined || apiKey === undefined) return undefined;
    const world = { ...source, apiUrl, apiUser, apiKey };
    return { resolve: (alerts) => dismiss(world, alerts) };
  },
});
