import { defineMonitor } from "../monitor-kit.ts";
import { acknowledge, unacknowledge } from "./acknowledge.ts";
import { listOpen } from "./list-open.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Icinga 2 through a notification command of ours and, to be told and asked, its API. */
export const icinga2 = defineMonitor({
  manifest,
  verify: [{ kind: "bearer", secret: "bearerToken" }],
  parse: parsePayload,
  buildSetup,
  connect: (source) => {
    const { apiUrl } = source.settings;
    const { apiUser, apiPassword } = source.secrets;
    if (apiUrl === undefined || apiUser === undefined || apiPassword === undefined) return undefined;
    const world = { ...source, apiUrl, apiUser, apiPassword };
    return {
      acknowledge: (alerts) => acknowledge(world, alerts),
      unacknowledge: (alerts) => unacknowledge(world, alerts),
      listOpen: () => listOpen(world),
    };
  },
});
