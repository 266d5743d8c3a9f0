import { z } from "zod";
import { ConnectionId, DeliveryId } from "./ids.ts";

/** One thing a vendor handed us: an HTTP request, raw and replayable. */
export const Delivery = z.object({
  id: DeliveryId,
  connectionId: ConnectionId,
  receivedAt: z.coerce.date(),
  contentType: z.string(),
  /** Lower-case names; only those the connector asked to keep, never credentials. */
  headers: z.record(z.string(), z.string()),
  body: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** W3C trace context of the request that brought it. */
  traceparent: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Why something waits for a person; the texts for people are the console's. */
export const QuarantineReason = z.enum([
  "unreadable",
  "unverified",
  "unknownClient",
  "tooOld",
  "crashed",
  "failed",
  "writeRejected",
]);
export type QuarantineReason = z.infer<typeof QuarantineReason>;
