import { defineMonitor, tokenChecks } from "../monitor-kit.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

/** Whatever sends CloudEvents 1.0 over HTTP. */
export const cloudevents = defineMonitor({
  manifest,
  verify: tokenChecks,
  parse: parsePayload,
  preflight: answerOrigin,
});

/**
 * Some senders ask first whether they may: Azure Event Grid does. Whoever knows the address may.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 */
function answerOrigin(headers: Readonly<Record<string, string>>) {
  const origin = headers["webhook-request-origin"] ?? "";
  if (!/^[\x21-\x7e]{1,255}$/.test(origin)) return undefined;
  return {
    status: 200,
    headers: { allow: "POST", "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" },
    body: "",
  };
}
