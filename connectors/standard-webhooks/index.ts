import { defineMonitor } from "../monitor-kit.ts";
import { verifyStandardWebhook } from "../signatures.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Whatever signs after Standard Webhooks, Svix's customers among them. */
export const standardWebhooks = defineMonitor({
  manifest,
  verify: ({ headers, body, receivedAt }, versions) => {
    const secrets = versions.map(({ signingSecret }) => signingSecret);
    return verifyStandardWebhook({ headers, body, secrets, now: receivedAt })
      ? { accepted: true }
      : { accepted: false, reason: "wrong signature after Standard Webhooks" };
  },
  parse: parsePayload,
});
