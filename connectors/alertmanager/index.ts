import { defineMonitor } from "../monitor-kit.ts";
import { silence, unsilence } from "./acknowledge.ts";
import { listOpen } from "./list-open.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Prometheus Alertmanager through its webhook receiver and, to be told and asked, its API. */
export const alertmanager = defineMonitor({
  manifest,
  verify: [
    { kind: "bearer", secret: "bearerToken" },
    { kind: "basic", user: "basicUser", password: "basicPassword" },
  ],
  parse: parsePayload,
  connect: (source) => {
    const { apiUrl } = source.settings;
    if (apiUrl === undefined) return undefined;
    const world = { ...source, apiUrl };
    return {
      acknowledge: (alerts) => silence(world, alerts),
      unacknowledge: (alerts) => unsilence(world, alerts),
      listOpen: () => listOpen(world),
    };
  },
});
