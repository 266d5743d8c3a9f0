import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { endCall, sendPage } from "./send.ts";
import { testConnection } from "./test-connection.ts";
import { parseTwilio, replyToTwilio, verifyTwilio } from "./webhook.ts";

/** SMS and phone calls through Twilio, with keys and replies as answers. */
export const twilio = defineConnector({
  manifest,
  // One call a second is what an account may start unless it asked for more; others wait at Twilio.
  budget: () => ({ calls: 60, windowMs: 60_000 }),
  reply: replyToTwilio,
  create: (world) => {
    const tokens = world.secretVersions.map(({ authToken }) => authToken);
    return {
      pager: {
        send: (page) => sendPage(world, page),
        show: (known, state) => endCall(world, known, state),
        test: () => testConnection(world),
      },
      inbound: { verify: (request) => verifyTwilio(request, tokens), parse: parseTwilio },
      close: async () => {},
    };
  },
});
