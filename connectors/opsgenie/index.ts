import { defineConnector } from "../contract.ts";
import { verifyHook } from "../pager-kit.ts";
import { manifest } from "./manifest.ts";
import { sendPage, showState, testConnection } from "./send.ts";
import { parseTold } from "./webhook.ts";

/** Opsgenie and its successor: escalations become alerts there, and what people do with them comes back. */
export const opsgenie = defineConnector({
  manifest,
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
