import type { ColumnType } from "kysely";

type Late<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface RepeatedRequestTable {
  tenant_id: string;
  principal: string;
  key: string;
  fingerprint: Buffer;
  created_at: ColumnType<Date, Date | undefined, Date>;
  status: Late<number>;
  body: Late<string>;
  headers: ColumnType<Record<string, string> | null, string | null | undefined, string | null>;
}

/** Requests that may be sent again (migration 0029). */
export interface RepeatedRequestTables {
  repeated_request: RepeatedRequestTable;
}
