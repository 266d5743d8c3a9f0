import { defineMonitor } from "../monitor-kit.ts";
import { acknowledge, unacknowledge } from "./acknowledge.ts";
import { buildWorld } from "./client.ts";
import { covers, listOpen } from "./list-open.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { buildSetup } from "./setup.ts";

/** Checkmk through a notification plug-in of ours and, to be told and asked, its REST API. */
export const checkmk = defineMonitor({
  manifest,
  verify: [{ kind: "bearer", secret: "bearerToken" }],
  parse: parsePayload,
  buildSetup,
  connect: (source) => {
    const world = buildWorld(source);
    return (
      world && {
        acknowledge: (alerts) => acknowledge(world, alerts),
        unacknowledge: (alerts) => unacknowledge(world, alerts),
        listOpen: () => listOpen(world),
        covers: (dedupKey) => covers(world, dedupKey),
      }
    );
  },
});
