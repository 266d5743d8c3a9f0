import { defineMonitor } from "../monitor-kit.ts";
import { acknowledge, close, unacknowledge } from "./acknowledge.ts";
import { listOpen } from "./list-open.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Zabbix through a webhook media type of ours and, to be told and asked, its API. */
export const zabbix = defineMonitor({
  manifest,
  verify: [{ kind: "bearer", secret: "bearerToken" }],
  parse: parsePayload,
  buildSetup,
  connect: (source) => {
    const { apiUrl } = source.settings;
    const { apiToken } = source.secrets;
    if (apiUrl === undefined || apiToken === undefined) return undefined;
    const world = { ...source, apiUrl, apiToken };
    return {
      acknowledge: (alerts) => acknowledge(world, alerts),
      unacknowledge: (alerts) => unacknowledge(world, alerts),
      resolve: (alerts) => close(world, alerts),
      listOpen: () => listOpen(world),
    };
  },
});
