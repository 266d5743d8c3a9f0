import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { sendFollowUp, sendPage, testConnection } from "./send.ts";

/** Mail through any server that speaks SMTP. */
export const smtpEmail = defineConnector({
  manifest,
  create: (world) => ({
    pager: {
      send: (page) => sendPage(world, page),
      ...(world.settings.followUps ? { show: (known, state) => sendFollowUp(world, known, state) } : {}),
      test: () => testConnection(world),
    },
    close: async () => {},
  }),
});
