import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { sendFollowUp, sendPage, testConnection } from "./send.ts";

/** Cards in Teams, through a workflow of Power Automate. */
export const microsoftTeams = defineConnector({
  manifest,
  // About one card a second for each address.
  budget: () => ({ calls: 60, windowMs: 60_000 }),
  create: (world) => ({
    pager: {
      send: (page) => sendPage(world, page),
      ...(world.settings.followUps ? { show: (known, state) => sendFollowUp(world, known, state) } : {}),
      test: () => testConnection(world),
    },
    close: async () => {},
  }),
});
