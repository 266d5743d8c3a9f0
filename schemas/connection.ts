import { z } from "zod";
import { ClientId, ConnectionId } from "./ids.ts";
import { Json } from "./json.ts";
import { SyncRules } from "./sync-rules.ts";
import { ValueMaps } from "./value-map.ts";

export const ConnectorKind = z.enum(["desk", "monitor", "pager"]);
export type ConnectorKind = z.infer<typeof ConnectorKind>;

/** `shadow` reads and decides but writes nothing; `parked` waits for a person. */
export const ConnectionMode = z.enum(["live", "shadow", "parked"]);
export type ConnectionMode = z.infer<typeof ConnectionMode>;

/** One configured account of a connector, secrets left out. */
export const Connection = z.object({
  id: ConnectionId,
  name: z.string().min(1).max(100),
  /** Name of the connector, e.g. `autotask`. */
  connector: z.string(),
  kind: ConnectorKind,
  mode: ConnectionMode,
  /** Why it is parked, in words for an admin. */
  parkedReason: z.string().nullable(),
  settings: z.record(z.string(), Json),
  /** The saved tables of values; a field that has none here goes by the connector's own. */
  maps: ValueMaps,
  /** What it gives and takes; for desks. */
  rules: SyncRules,
  /** Alerts that name no known client go to this one; null = they are held in quarantine. */
  defaultClientId: ClientId.nullable(),
  /** The only addresses and ranges (CIDR) from which it takes deliveries; empty = any. */
  allowedFrom: z.array(z.string()),
  version: z.number().int().min(1),
  createdAt: z.coerce.date(),
});
export type Connection = z.infer<typeof Connection>;

export const Client = z.object({ id: ClientId, name: z.string().min(1).max(200) });
export type Client = z.infer<typeof Client>;
