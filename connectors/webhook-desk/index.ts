import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { createReadDesk } from "./read-desk.ts";
import { createShelfDesk } from "./shelf-desk.ts";
import { mergePatch, parseMessage, verifyMessage } from "./webhook.ts";

/** Any service desk that speaks the ticket exchange by signed webhooks, such as another Interdesk. */
export const webhookDesk = defineConnector({
  manifest,
  budget: ({ callsPerMinute }) => ({ calls: callsPerMinute, windowMs: 60_000 }),
  create: (world) => {
    const { shelf, settings, secretVersions } = world;
    if (!shelf) throw new Error("this connector keeps what its messages say and was given no shelf");
    const { readUrl } = settings;
    const desk =
      readUrl === undefined ? createShelfDesk(world, shelf) : createReadDesk(world, shelf, readUrl.replace(/\/$/, ""));
    const keys = secretVersions.map(({ inboundSecret }) => inboundSecret);
    return {
      desk,
      inbound: {
        verify: (request) => verifyMessage(request, keys),
        parse: (delivery) => parseMessage(delivery, readUrl !== undefined),
        ...(readUrl === undefined ? { merge: mergePatch } : {}),
      },
      close: () => desk.close(),
    };
  },
});
