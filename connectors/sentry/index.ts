import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Sentry through the webhooks of an integration. */
export const sentry = defineMonitor({
  manifest,
  verify: [{ kind: "hmac", algorithm: "sha256", header: "sentry-hook-signature", secret: "clientSecret" }],
  parse: parsePayload,
});
