import { defineMonitor } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Grafana's own alerting (since version 9) through a webhook contact point. */
export const grafana = defineMonitor({
  manifest,
  verify: [
    {
      kind: "hmac",
      algorithm: "sha256",
      header: { setting: "signatureHeader" },
      secret: "hmacSecret",
      timestamp: { header: { setting: "timestampHeader" }, separator: ":" },
    },
    { kind: "bearer", secret: "bearerToken" },
    { kind: "basic", user: "basicUser", password: "basicPassword" },
  ],
  parse: parsePayload,
});
