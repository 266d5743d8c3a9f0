import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { sendPage, sendState, testConnection } from "./send.ts";
import { parseAnswer, verifyAnswer } from "./webhook.ts";

/** Any system that reaches people, by signed webhooks of a published form. */
export const webhookPager = defineConnector({
  manifest,
  create: (world) => {
    const secrets = world.secretVersions.map(({ inboundSecret }) => inboundSecret);
    return {
      pager: {
        send: (page) => sendPage(world, page),
        show: (known, state) => sendState(world, known, state),
        test: () => testConnection(world),
      },
      inbound: { verify: (request) => verifyAnswer(request, secrets), parse: parseAnswer },
      close: async () => {},
    };
  },
});
