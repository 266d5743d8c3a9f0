import { z } from "zod";
import { ClientId, ItemId } from "./ids.ts";

/** How much hangs on it; weighs the priority of its alerts. */
export const Criticality = z.enum(["low", "normal", "high", "critical"]);
export type Criticality = z.infer<typeof Criticality>;

/** A device, service or site of a client. @see ITIL 4, service configuration management */
export const ConfigurationItem = z.object({
  id: ItemId,
  clientId: ClientId,
  name: z.string().min(1).max(500),
  /** What tools call it, beside its name; compared without regard to case. */
  keys: z.array(z.string().min(1).max(500)).max(100),
  /** Such as `server`, `switch`, `site`, `service`; free. */
  kind: z.string().max(100),
  criticality: Criticality,
  /** What it depends on or belongs to, nearest first. */
  parents: z.array(z.object({ id: ItemId, name: z.string(), kind: z.string() })),
});
export type ConfigurationItem = z.infer<typeof ConfigurationItem>;

/** An item as an admin lists it, clients and parents by name. */
export const ItemDraft = z.strictObject({
  client: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(500),
  keys: z.array(z.string().trim().min(1).max(500)).max(100).default([]),
  kind: z.string().trim().max(100).default(""),
  criticality: Criticality.default("normal"),
  /** Names of items of the same client. */
  parents: z.array(z.string().trim().min(1).max(500)).max(100).default([]),
});
export type ItemDraft = z.infer<typeof ItemDraft>;
