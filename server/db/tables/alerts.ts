import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Json } from "../../../schemas/json.ts";

type Instant = ColumnType<Date, Date | string, Date | string>;
/** bigint comes back as text from the driver. */
type Big = ColumnType<string, number | string, number | string>;

export interface AlertTable {
  tenant_id: string;
  id: string;
  connection_id: string;
  dedup_key: string;
  client_id: string;
  condition: string;
  handling: string;
  severity: string;
  title: string;
  episode: number;
  event_count: Big;
  raised_at: Instant;
  cleared_at: Instant | null;
  last_seen_at: Instant;
  fold_id: string | null;
  ticket_id: string | null;
  resource: string | null;
  waiting: JSONColumnType<object> | null;
  flips: JSONColumnType<object> | null;
  review_at: Instant | null;
  remind_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  handle: ColumnType<Record<string, string>, string | undefined, string>;
  source_wanted: Generated<string>;
  source_done: Generated<string>;
  source_episode: Generated<number>;
  source_there: Generated<boolean>;
  source_renew_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  source_next_at: ColumnType<Date, Date | string | undefined, Date | string>;
  source_attempts: Generated<number>;
  source_error: ColumnType<string | null, string | null | undefined, string | null>;
  source_lease_owner: ColumnType<string | null, string | null | undefined, string | null>;
  source_lease_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  source_fence: ColumnType<string, number | undefined, number | string>;
  missed_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface EventTable {
  tenant_id: string;
  alert_id: string;
  id: string;
  at: Instant;
  delivery_id: string | null;
  ordinal: number | null;
  episode: number;
  condition: string;
  severity: string;
  decision: string;
  reason: string;
  detail: string | null;
  ticket_id: string | null;
  because: ColumnType<Json, string | null, never>;
}

export interface FoldTable {
  tenant_id: string;
  id: string;
  client_id: string;
  group_key: string;
  ticket_id: string;
  opened_at: Instant;
  closed_at: Instant | null;
  title: string;
  joined_at: Instant;
  alerts: number;
  told: number;
  tell_at: Instant | null;
  tell_after_ms: Big;
}

export interface FoldExceptionTable {
  tenant_id: string;
  alert_id: string;
  group_key: string;
  at: Instant;
}

export interface ClientIntakeTable {
  tenant_id: string;
  client_id: string;
  minute_at: Instant;
  current: number;
  previous: number;
  storm_since: Instant | null;
  busy_at: Instant;
  storm_ends_at: Instant | null;
}

export interface MaintenanceWindowTable {
  tenant_id: string;
  id: string;
  kind: string;
  client_id: string | null;
  resource: string | null;
  service: string | null;
  starts_at: Instant;
  ends_at: Instant | null;
  recurrence: JSONColumnType<object> | null;
  reason: string;
  owner: string;
  created_at: Generated<Instant>;
}

export interface AlertTables {
  alert: AlertTable;
  event: EventTable;
  fold: FoldTable;
  fold_exception: FoldExceptionTable;
  client_intake: ClientIntakeTable;
  maintenance_window: MaintenanceWindowTable;
}
