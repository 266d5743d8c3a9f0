import { defineMonitor, type SenderCheck, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const signature = {
  kind: "hmac",
  algorithm: "sha256",
  header: { setting: "signatureHeader" },
  secret: "hmacSecret",
} as const satisfies SenderCheck;

/** Whatever posts JSON or a form. */
export const genericWebhook = defineMonitor({
  manifest,
  verify: [
    { ...signature, prefix: "sha256=" },
    signature,
    ...tokenChecks,
    { kind: "basic", user: "basicUser", password: "basicPassword" },
  ],
  parse: parsePayload,
});
