import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { EscalationCause } from "../../../schemas/escalation.ts";
import type { Json } from "../../../schemas/json.ts";

type Instant = ColumnType<Date, Date | string, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface EscalationTable {
  tenant_id: string;
  id: string;
  ticket_id: string;
  policy: string;
  version: number;
  cause: JSONColumnType<EscalationCause>;
  cause_key: string;
  stage: string;
  step: number;
  round: number;
  started_at: Instant;
  stepped_at: MaybeInstant;
  told: string[];
  hurry: boolean;
  next_at: MaybeInstant;
  ended_at: MaybeInstant;
  ended_by: string | null;
  ended_via: string | null;
  ended_reason: string | null;
}

export interface PageTable {
  tenant_id: string;
  id: string;
  escalation_id: string | null;
  ticket_id: string | null;
  step: number;
  round: number;
  target: string;
  way: number;
  person: string | null;
  connection_id: string;
  content: ColumnType<Json, string, string>;
  state: string;
  next_at: MaybeInstant;
  attempts: Generated<number>;
  lease_owner: ColumnType<string | null, string | null | undefined, string | null>;
  lease_until: MaybeInstant;
  token_hashes: Generated<Buffer[]>;
  answers_until: Instant;
  code: string;
  handle: ColumnType<Record<string, string>, string | undefined, string>;
  sent_at: MaybeInstant;
  arrived_at: MaybeInstant;
  answered_at: MaybeInstant;
  answer: ColumnType<string | null, string | null | undefined, string | null>;
  detail: ColumnType<string | null, string | null | undefined, string | null>;
  show_wanted: ColumnType<string | null, string | null | undefined, string | null>;
  shown: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: ColumnType<Date, Date | undefined, never>;
}

export interface DutyOverrideTable {
  tenant_id: string;
  id: string;
  part: number;
  schedule: string;
  from_at: Instant;
  to_at: Instant;
  content: ColumnType<Json, string, never>;
  created_at: ColumnType<Date, Date | undefined, never>;
  removed_at: MaybeInstant;
  removed_by: ColumnType<string | null, string | null | undefined, string | null>;
}

/** Who is told of what, and who is on duty (migration 0017). */
export interface DutyTables {
  escalation: EscalationTable;
  page: PageTable;
  duty_override: DutyOverrideTable;
}
