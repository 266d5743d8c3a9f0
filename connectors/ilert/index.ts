import { defineConnector } from "../contract.ts";
import { verifyHook } from "../pager-kit.ts";
import { manifest } from "./manifest.ts";
import { sendPage, showState, testConnection } from "./send.ts";
import { parseTold } from "./webhook.ts";

/** ilert: escalations become alerts there, and what people do with them comes back. */
export const ilert = defineConnector({
  manifest,
  // 50 events a minute for each integration key.
  budget: () => ({ calls: 50, windowMs: 60_000 }),
  create: (world) => {
    const secrets = world.secretVersions.map(({ hookSecret }) => hookSecret);
    return {
      pager: {
        send: (page) => sendPage(world, page),
        show: (known, state) => showState(world, known, state),
        test: () => testConnection(world),
      },
      inbound: { verify: (request) => verifyHook(request, secrets), parse: parseTold },
      close: async () => {},
    };
  },
});
