import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { sendFollowUp, sendPage, testConnection } from "./send.ts";

/** Push messages through ntfy.sh or a server of one's own. */
export const ntfy = defineConnector({
  manifest,
  budget: ({ callsPerMinute }) => ({ calls: callsPerMinute, windowMs: 60_000 }),
  create: (world) => ({
    pager: {
      send: (page) => sendPage(world, page),
      ...(world.settings.followUps ? { show: (known, state) => sendFollowUp(world, known, state) } : {}),
      test: () => testConnection(world),
    },
    close: async () => {},
  }),
});
