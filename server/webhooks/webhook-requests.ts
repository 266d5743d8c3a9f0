import { z } from "zod";
import { EventPattern } from "../../schemas/events.ts";
import { WebhookEventId } from "../../schemas/ids.ts";

const Url = z.url({ protocol: /^https?$/ }).max(2_000);
const Types = z.array(EventPattern).min(1).max(50);
/** Names; null = all. */
const Clients = z.array(z.string().min(1).max(200)).min(1).max(1_000).nullable();

export const NewWebhook = z.strictObject({
  url: Url,
  types: Types,
  clients: Clients.default(null),
  includeInternal: z.boolean().default(false),
});
export const WebhookPatch = z.strictObject({
  url: Url.optional(),
  types: Types.optional(),
  clients: Clients.optional(),
  includeInternal: z.boolean().optional(),
  state: z.enum(["active", "paused"]).optional(),
});
export const Rotation = z.strictObject({ overlapHours: z.number().min(0).max(720).default(24) });
export const Replay = z.union([
  z.strictObject({ event: WebhookEventId }),
  z.strictObject({ since: z.iso.datetime({ offset: true }) }),
]);
