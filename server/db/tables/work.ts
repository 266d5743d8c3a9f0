import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Actor, FieldMeta, FieldName, TicketFields } from "../../../schemas/ticket.ts";
import type { Json } from "../../../schemas/json.ts";
import type { LinkField } from "../../../schemas/link.ts";

type Instant = ColumnType<Date, Date | string, Date | string>;
/** bigint comes back as text from the driver; it is parsed by `number()` where it is read. */
type Big = ColumnType<string, number | string, number | string>;
/** jsonb is written as text, since the driver would turn a JavaScript array into a PostgreSQL array. */
type Jsonb<T> = ColumnType<T, string, string>;

export interface TicketTable {
  tenant_id: string;
  id: string;
  client_id: string;
  rev: Big;
  fields: JSONColumnType<TicketFields>;
  meta: JSONColumnType<Partial<Record<FieldName, FieldMeta>>>;
  code: string | null;
  home_connection_id: string | null;
  birth_connection_id: string | null;
  created_at: Instant;
  origin: string;
  routing: ColumnType<Json, string | null | undefined, never>;
  merged_into: ColumnType<string | null, string | null | undefined, string | null>;
  sla_started_at: ColumnType<Date | null, Date | null | undefined, Date>;
  sla_version: Generated<number>;
  status: ColumnType<string, never, never>;
  priority: ColumnType<number, never, never>;
}

export interface LinkTable {
  tenant_id: string;
  id: string;
  ticket_id: string;
  connection_id: string;
  external_id: string | null;
  external_number: string | null;
  external_url: string | null;
  client_ref: string;
  marker: string;
  generation: Generated<number>;
  state: string;
  fields: ColumnType<Partial<Record<FieldName, LinkField>>, string | undefined, string>;
  seen_version: string | null;
  seen_changed_at: Instant | null;
  comments_version: string | null;
  own_calls: ColumnType<Json, string | null | undefined, string | null>;
  seen_at: Instant | null;
  wrote_at: Instant | null;
  create_sent_at: Instant | null;
  looked_count: Generated<number>;
  wanted_rev: Big;
  done_rev: ColumnType<string, number | undefined, number | string>;
  priority: number;
  next_at: ColumnType<Date, Date | undefined, Date>;
  attempts: Generated<number>;
  last_error: string | null;
  lease_owner: string | null;
  lease_until: Instant | null;
  fence: ColumnType<string, number | undefined, number | string>;
  traceparent: string | null;
  created_at: ColumnType<Date, Date | undefined, never>;
  sla: ColumnType<
    { responseDueAt: string | null; resolutionDueAt: string | null } | null,
    string | null | undefined,
    string | null
  >;
  ended_reason: string | null;
  ended_at: Instant | null;
  succeeds: string | null;
  held_client_ref: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface ObservationTable {
  tenant_id: string;
  link_id: string;
  id: string;
  at: Instant;
  version: string;
  raw: Jsonb<Json>;
  reasons: Jsonb<Partial<Record<FieldName, string>>>;
}

export interface ChangeTable {
  tenant_id: string;
  ticket_id: string;
  rev: Big;
  field: string;
  from_value: Jsonb<Json>;
  to_value: Jsonb<Json>;
  by: JSONColumnType<Actor>;
  reason: string;
  at: Instant;
  happened_at: ColumnType<Date | null, Date | null | undefined, never>;
}

export interface ConflictTable {
  tenant_id: string;
  id: string;
  ticket_id: string;
  connection_id: string;
  field: string;
  winner: string;
  ours: Jsonb<Json>;
  theirs: Jsonb<Json>;
  reason: string;
  at: Instant;
}

export interface VendorWriteTable {
  tenant_id: string;
  ticket_id: string;
  link_id: string | null;
  alert_id: ColumnType<string | null, string | null | undefined, never>;
  connection_id: ColumnType<string | null, string | null | undefined, never>;
  id: string;
  at: Instant;
  operation: string;
  sent: Jsonb<Json>;
  outcome: string;
  detail: string | null;
  took_ms: number;
}

export interface ClockTable {
  tenant_id: string;
  id: string;
  ticket_id: string;
  target: string;
  round: number;
  stage: string;
  started_at: Instant;
  due_at: Instant | null;
  next_fire_at: Instant | null;
  breached_at: Instant | null;
  ended_at: Instant | null;
  fires: Jsonb<Json>;
  target_ms: Big;
  policy: string;
  calendar: string;
  version: number;
  decided_at: ColumnType<Date, Date | undefined, Date>;
  due_by: string | null;
  told_due_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface ClockMoveTable {
  tenant_id: string;
  ticket_id: string;
  target: string;
  round: number;
  at: Instant;
  from_due_at: Instant | null;
  to_due_at: Instant | null;
  from_version: number;
  to_version: number;
  because: string;
  detail: string | null;
}

export interface ClockFireTable {
  tenant_id: string;
  clock_id: string;
  kind: string;
  due_at: Instant;
  fired_at: Instant;
  late_ms: Big;
}

export interface ReadHintTable {
  tenant_id: string;
  connection_id: string;
  external_id: string;
  due_at: Instant;
  last_read_at: Instant | null;
  hints: ColumnType<string, string | undefined, string>;
  traceparent: string | null;
  again_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Alerts, tickets, links and what happened to them (migration 0002). */
export interface WorkTables {
  ticket: TicketTable;
  link: LinkTable;
  observation: ObservationTable;
  change: ChangeTable;
  conflict: ConflictTable;
  vendor_write: VendorWriteTable;
  clock: ClockTable;
  clock_fire: ClockFireTable;
  clock_move: ClockMoveTable;
  read_hint: ReadHintTable;
}
