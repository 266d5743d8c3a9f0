import type { ColumnType } from "kysely";
import type { Json } from "../../../schemas/json.ts";

type Instant = ColumnType<Date, Date | string | undefined, Date | string>;
type Jsonb<T> = ColumnType<T, string, string>;

interface AuditTable {
  tenant_id: string;
  id: string;
  at: Instant;
  actor: string;
  action: string;
  object: string;
  detail: Jsonb<Json>;
}

interface AuditUnsealedTable {
  tenant_id: string;
  at: Instant;
  audit_id: string;
}

interface AuditSealTable {
  tenant_id: string;
  sequence: ColumnType<string, number | string, never>;
  audit_id: string;
  at: Instant;
  hash: Buffer;
}

/** The audit and its chain (migrations 0001 and 0021). */
export interface AuditTables {
  audit: AuditTable;
  audit_unsealed: AuditUnsealedTable;
  audit_seal: AuditSealTable;
}
