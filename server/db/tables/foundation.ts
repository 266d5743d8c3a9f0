import type { ColumnType, Generated } from "kysely";
import type { QuarantineReason } from "../../../schemas/delivery.ts";
import type { Json } from "../../../schemas/json.ts";
import type { ValueMaps } from "../../../schemas/value-map.ts";

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
  secrets_version: ColumnType<number, number | undefined, number>;
  previous_secrets: ColumnType<Record<string, string> | null, string | null | undefined, string | null>;
  previous_until: NullableInstant;
  hook_token_hash: Buffer;
  hook_token: ColumnType<string | null, string | undefined, string | null>;
  default_client_id: string | null;
  allowed_from: ColumnType<string[], string[] | undefined, string[]>;
  value_maps: ColumnType<ValueMaps, string | undefined, string>;
  sync_rules: ColumnType<Json, string | undefined, string>;
  version: ColumnType<number, number, number | undefined>;
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
  last_delivery_at: NullableInstant;
  compare_next_at: Instant;
  hook_next_at: NullableInstant;
  compare_owner: string | null;
  compare_until: NullableInstant;
  compare_report: ColumnType<Json, string | null | undefined, string | null>;
  mass_count: Generated<number>;
  mass_since: NullableInstant;
  mass_allowed_until: NullableInstant;
  hidden_count: Generated<number>;
  hidden_since: NullableInstant;
  source_off_version: ColumnType<number | null, number | null | undefined, number | null>;
  listing_next_at: ColumnType<Date, Date | string | undefined, Date | string>;
  listing_owner: ColumnType<string | null, string | null | undefined, string | null>;
  listing_until: NullableInstant;
  listing_report: ColumnType<Json, string | null | undefined, string | null>;
  last_success_at: NullableInstant;
  last_error: string | null;
  last_error_at: NullableInstant;
  blocked_until: NullableInstant;
}

export interface NoticeTable {
  tenant_id: string;
  id: string;
  at: Instant;
  kind: string;
  connection_id: string | null;
  title: string;
  body: string;
  mailed_at: NullableInstant;
  attempts: Generated<number>;
  next_at: Instant;
  last_error: string | null;
  settled_at: NullableInstant;
}

export interface ShelfRecordTable {
  tenant_id: string;
  connection_id: string;
  external_id: string;
  body: Jsonb<Json>;
  changed_at: Instant;
}

export interface VendorAccountTable {
  tenant_id: string;
  account: string;
  tat: Instant;
  breaker: ColumnType<string, string | undefined, string>;
  window_at: Instant;
  answered: Generated<number>;
  failed: Generated<number>;
  probe_at: NullableInstant;
  good_probes: Generated<number>;
  ramp_until: NullableInstant;
  rests_until: NullableInstant;
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
  reopened: Generated<number[] | null>;
  opens: Generated<boolean>;
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
  alert_id: ColumnType<string | null, string | null | undefined, string | null>;
  connection_id: string;
  external_id: string | null;
  client_ref: string | null;
  reason: QuarantineReason;
  path: string | null;
  expected: string | null;
  detail: string;
  state: string;
  at: Instant;
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
  notice: NoticeTable;
  shelf_record: ShelfRecordTable;
  vendor_account: VendorAccountTable;
  call_slot: CallSlotTable;
}
