import { defineMonitor } from "../monitor-kit.ts";
import { setStatus } from "./acknowledge.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Sentry through the webhooks of an integration and, to resolve issues, its API. */
export const sentry = defineMonitor({
  manifest,
  verify: [{ kind: "hmac", algorithm: "sha256", header: "sentry-hook-signature", secret: "clientSecret" }],
  parse: parsePayload,
  connect: (source) => {
    const { organization } = source.settings;
    const { apiToken } = source.secrets;
    if (organization === undefined || apiToken === undefined) return undefined;
    const world = { ...source, organization, apiToken };
    return {
      unacknowledge: (alerts) => setStatus(world, "unresolved", alerts),
      resolve: (alerts) => setStatus(world, "resolved", alerts),
    };
  },
});
