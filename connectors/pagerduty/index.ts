import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { sendPage, showState, testConnection } from "./send.ts";
import { parseDelivery, verifyPagerDuty } from "./webhook.ts";

/** PagerDuty: escalations become incidents there, and what people do with them comes back. */
export const pagerduty = defineConnector({
  manifest,
  // About 120 events a minute for each integration key.
  budget: () => ({ calls: 120, windowMs: 60_000 }),
  create: (world) => {
    const secrets = world.secretVersions.flatMap(({ webhookSecret }) => webhookSecret ?? []);
    return {
      pager: {
        send: (page) => sendPage(world, page),
        show: (known, state) => showState(world, known, state),
        test: () => testConnection(world),
      },
      inbound: { verify: (request) => verifyPagerDuty(request, secrets), parse: parseDelivery },
      close: async () => {},
    };
  },
});
