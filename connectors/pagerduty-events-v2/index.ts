import { defineMonitor } from "../monitor-kit.ts";
import { redactEvent } from "./event.ts";
import { manifest } from "./manifest.ts";
import { parsePayload } from "./parse.ts";
import { replyLikePagerduty } from "./reply.ts";
import { verifyRoutingKey } from "./verify.ts";

/** Whatever tool can send to PagerDuty, and lets its address be changed. */
export const pagerdutyEventsV2 = defineMonitor({
  manifest,
  verify: (request, versions) =>
    verifyRoutingKey(
      request,
      versions.map(({ routingKey }) => routingKey),
    ),
  redact: redactEvent,
  parse: parsePayload,
  reply: replyLikePagerduty,
});
