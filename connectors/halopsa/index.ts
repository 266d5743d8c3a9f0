import { defineConnector } from "../contract.ts";
import { createDesk } from "./desk.ts";
import { manifest } from "./manifest.ts";
import { parseDelivery, verifyDelivery } from "./webhook.ts";

const windowMs = 300_000;

/** HaloPSA, HaloITSM and Halo Service Desk through their common REST API and webhooks. */
export const halopsa = defineConnector({
  manifest,
  budget: (settings) => ({ calls: settings.callsPerFiveMinutes, windowMs }),
  create: (world) => {
    const secrets = world.secretVersions.map(({ webhookSecret }) => webhookSecret);
    const desk = createDesk(world);
    return {
      desk,
      inbound: { verify: (request) => verifyDelivery(request, secrets), parse: ({ body }) => parseDelivery(body) },
      close: () => desk.close(),
    };
  },
});
