import type { ColumnType, Generated } from "kysely";

type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
type MaybeText = ColumnType<string | null, string | null | undefined, string | null>;

export interface WebhookTable {
  tenant_id: string;
  id: string;
  url: string;
  types: string[];
  clients: string[] | null;
  include_internal: boolean;
  state: ColumnType<"active" | "paused" | "disabled", "active" | undefined, "active" | "paused" | "disabled">;
  state_reason: MaybeText;
  secrets: ColumnType<Record<string, string>, string, string>;
  secrets_version: ColumnType<number, number | undefined, number>;
  previous_secrets: ColumnType<Record<string, string> | null, string | null | undefined, string | null>;
  previous_until: MaybeInstant;
  created_at: ColumnType<Date, Date | undefined, never>;
  answered_at: MaybeInstant;
  failing_since: MaybeInstant;
  failures: Generated<number>;
  rests_until: MaybeInstant;
  version: Generated<number>;
}

export interface WebhookEventTable {
  tenant_id: string;
  id: string;
  type: string;
  client_id: string | null;
  internal: boolean;
  at: ColumnType<Date, Date, never>;
  body: string;
}

export interface WebhookPostTable {
  tenant_id: string;
  webhook_id: string;
  event_id: string;
  state: ColumnType<"waiting" | "done" | "failed" | "dropped", string | undefined, string>;
  attempts: Generated<number>;
  queued_at: ColumnType<Date, Date | undefined, Date>;
  next_at: MaybeInstant;
  lease_owner: MaybeText;
  lease_until: MaybeInstant;
  tried_at: MaybeInstant;
  status: ColumnType<number | null, number | null | undefined, number | null>;
  detail: MaybeText;
  took_ms: ColumnType<number | null, number | null | undefined, number | null>;
}

/** Other systems that are told of what happens (migration 0022). */
export interface WebhookTables {
  webhook: WebhookTable;
  webhook_event: WebhookEventTable;
  webhook_post: WebhookPostTable;
}
