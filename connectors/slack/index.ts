import { defineConnector } from "../contract.ts";
import { manifest } from "./manifest.ts";
import { sendPage, showState, testConnection } from "./send.ts";
import { parsePressed, redactPayload, replyToSlack, verifySlack } from "./webhook.ts";

/** Slack, by a bot whose messages change when somebody takes it, or by an incoming webhook. */
export const slack = defineConnector({
  manifest,
  budget: () => ({ calls: 60, windowMs: 60_000 }),
  reply: replyToSlack,
  create: (world) => {
    const secrets = world.secretVersions.flatMap(({ signingSecret }) => signingSecret ?? []);
    return {
      pager: {
        send: (page) => sendPage(world, page),
        ...(world.settings.mode === "bot" ? { show: (known, state) => showState(world, known, state) } : {}),
        test: () => testConnection(world),
      },
      inbound: { verify: (request) => verifySlack(request, secrets), redact: redactPayload, parse: parsePressed },
      close: async () => {},
    };
  },
});
