import type { ColumnType } from "kysely";

type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface CalendarFeedTable {
  tenant_id: string;
  id: string;
  token_hash: Buffer;
  kind: string;
  subject: string;
  language: string | null;
  created_at: ColumnType<Date, Date | undefined, never>;
  read_at: MaybeInstant;
  revoked_at: MaybeInstant;
  revoked_by: ColumnType<string | null, string | null | undefined, string | null>;
}

/** Calendars to which people subscribe (migration 0018). */
export interface CalendarFeedTables {
  calendar_feed: CalendarFeedTable;
}
