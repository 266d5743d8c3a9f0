import { defineConnector } from "../contract.ts";
import { createDesk } from "./desk.ts";
import { manifest } from "./manifest.ts";
import { parseCallout, verifyCallout } from "./webhook.ts";

/** Autotask PSA through its REST API and webhooks. */
export const autotask = defineConnector({
  manifest,
  budget: ({ hourlyQuota, quotaShare }) => ({
    calls: Math.floor((hourlyQuota * quotaShare) / 100),
    windowMs: 3_600_000,
  }),
  create: (world) => {
    const keys = world.secretVersions.map(({ webhookSecret }) => webhookSecret);
    const desk = createDesk(world);
    return {
      desk,
      inbound: { verify: (request) => verifyCallout(request, keys), parse: ({ body }) => parseCallout(body) },
      close: () => desk.close(),
    };
  },
});
