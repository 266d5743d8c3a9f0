import { z } from "zod";
import { QuarantineReason } from "../../../schemas/delivery.ts";
import { Id, Instant, listOf, MaybeInstant } from "./common.ts";

const delivery = {
  id: Id,
  connection: z.string(),
  receivedAt: Instant,
  contentType: z.string(),
  outcome: z.string().describe("`open` = it was not worked on yet; `quarantined` = it waits for a person."),
  detail: z.string().nullable(),
};
export const Delivery = z
  .object({ ...delivery, bytes: z.int() })
  .meta({ id: "Delivery", description: "One thing that a vendor handed us." });
export const DeliveryDetail = z
  .object({
    ...delivery,
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    quarantine: listOf(
      z.object({
        reason: QuarantineReason,
        ordinal: z.int().nullable().describe("Which of its items, from 0; null = all of it."),
        path: z.string().nullable(),
        expected: z.string().nullable(),
        detail: z.string(),
        state: z.string(),
        at: Instant,
      }),
    ),
  })
  .meta({ id: "DeliveryDetail", description: "A delivery as it came." });
export const Replayed = z.object({
  replayed: z.literal(true),
  opens: z.boolean().describe("Whether it may open tickets."),
});
export const ReplayedAll = z.object({
  replayed: z.int(),
  openNone: z.int().describe("How many of them open no ticket, for their age."),
});

export const Quarantined = z
  .object({
    id: Id,
    kind: z.enum(["delivery", "record", "write"]),
    connection: z.string(),
    deliveryId: Id.nullable(),
    externalId: z.string().nullable(),
    clientRef: z.string().nullable(),
    ticketId: Id.nullable(),
    reason: QuarantineReason,
    path: z.string().nullable(),
    expected: z.string().nullable(),
    detail: z.string(),
    at: Instant,
  })
  .meta({ id: "Quarantined", description: "Something that cannot go on without a person." });
export const Retried = z.object({ retried: z.literal(true), opens: z.boolean(), deliveryId: Id.nullable() });
export const Notice = z
  .object({
    id: Id,
    at: Instant,
    kind: z.string(),
    connection: z.string().nullable(),
    title: z.string(),
    body: z.string(),
    mailedAt: MaybeInstant,
    settledAt: MaybeInstant,
  })
  .meta({ id: "Notice", description: "What a person was told." });

export const Item = z
  .object({
    id: Id,
    client: z.string(),
    name: z.string(),
    kind: z.string(),
    criticality: z.string(),
    keys: listOf(z.string()).describe("What tools call it, beside its name."),
    parents: listOf(z.string()).describe("Names of what it depends on or belongs to, nearest first."),
  })
  .meta({ id: "Item", description: "A configuration item: a device, service or site of a client." });
