import { z } from "zod";

/** @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events */
export const Accepted = z.object({ status: z.literal("success"), dedup_key: z.string().nullish() });

/** @see https://developer.pagerduty.com/docs/webhooks/webhook-payload */
export const Delivery = z.object({
  event: z.object({
    id: z.string().min(1),
    event_type: z.string(),
    occurred_at: z.coerce.date().nullish().catch(null),
    agent: z.object({ type: z.string().nullish(), summary: z.string().nullish() }).nullish(),
    data: z.object({ incident_key: z.string().nullish() }).nullish(),
  }),
});
