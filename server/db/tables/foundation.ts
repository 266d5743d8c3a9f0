import type { ColumnType, Generated } from "kysely";
import type { Json } from "../../../schemas/json.ts";

type Instant = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Jsonb<T> = ColumnType<T, string, string>;

export interface TenantTable {
  id: string;
  name: string;
  epoch: Generated<number>;
  created_at: Instant;
}

export interface TenantKeyTable {
  tenant_id: string;
  wrapped: string;
  created_at: Instant;
}

export interface ClientTable {
  tenant_id: string;
  id: string;
  name: string;
  created_at: Instant;
}

export interface ConnectionTable {
  tenant_id: string;
  id: string;
  name: string;
  connector: string;
  kind: string;
  mode: string;
  parked_reason: string | null;
  settings: Jsonb<Record<string, Json>>;
  secrets: Jsonb<Record<string, string>>;
  hook_token_hash: Buffer;
  default_client_id: string | null;
  version: number;
  created_at: Instant;
  started_at: Instant;
  removed_at: NullableInstant;
}

export interface ConnectionRunTable {
  tenant_id: string;
  connection_id: string;
  lease_owner: string | null;
  lease_until: NullableInstant;
  fence: ColumnType<string, number | undefined, number | string>;
  read_lease_owner: string | null;
  read_lease_until: NullableInstant;
  poll_next_at: NullableInstant;
  last_success_at: NullableInstant;
  last_error: string | null;
  last_error_at: NullableInstant;
  blocked_until: NullableInstant;
}

export interface ClientRefTable {
  tenant_id: string;
  connection_id: string;
  external_id: string;
  client_id: string;
}

export interface PollCursorTable {
  tenant_id: string;
  connection_id: string;
  stream: string;
  cursor: Jsonb<Json>;
  updated_at: Instant;
}

export interface DeliveryTable {
  tenant_id: string;
  connection_id: string;
  id: string;
  received_at: Instant;
  content_type: string;
  headers: Jsonb<Record<string, string>>;
  body: Buffer;
  traceparent: string | null;
}

export interface DeliveryOpenTable {
  tenant_id: string;
  connection_id: string;
  id: string;
  received_at: Instant;
  attempts: Generated<number>;
  ordinals: Generated<number[] | null>;
}

export interface DeliveryKeyTable {
  tenant_id: string;
  connection_id: string;
  key: string;
  delivery_id: string;
  seen_at: Instant;
}

export interface DeliveryOutcomeTable {
  tenant_id: string;
  delivery_id: string;
  received_at: Instant;
  outcome: string;
  items: number;
  detail: string | null;
  at: Instant;
}

export interface QuarantineTable {
  tenant_id: string;
  id: string;
  delivery_id: string | null;
  ordinal: number | null;
  link_id: string | null;
  connection_id: string;
  reason: string;
  path: string | null;
  expected: string | null;
  detail: string;
  state: string;
  at: Instant;
}

export interface AuditTable {
  tenant_id: string;
  id: string;
  at: Instant;
  actor: string;
  action: string;
  object: string;
  detail: Jsonb<Json>;
}

export interface CallSlotTable {
  tenant_id: string;
  account: string;
  bucket: string;
  slot: number;
  lease_owner: string;
  lease_until: Instant;
}

export interface HubNodeTable {
  name: string;
  seen_at: Instant;
}

/** Tenants, connections and deliveries (migration 0001). */
export interface FoundationTables {
  hub_node: HubNodeTable;
  tenant: TenantTable;
  tenant_key: TenantKeyTable;
  client: ClientTable;
  connection: ConnectionTable;
  connection_run: ConnectionRunTable;
  client_ref: ClientRefTable;
  poll_cursor: PollCursorTable;
  delivery: DeliveryTable;
  delivery_open: DeliveryOpenTable;
  delivery_key: DeliveryKeyTable;
  delivery_outcome: DeliveryOutcomeTable;
  quarantine: QuarantineTable;
  audit: AuditTable;
  call_slot: CallSlotTable;
}
