import { type Kysely, sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";
import type { Language } from "../../schemas/language.ts";

/** A calendar to which somebody subscribes. */
export interface CalendarFeed {
  id: string;
  kind: "person" | "schedule";
  /** Id of the person or the schedule. */
  subject: string;
  /** Null = the person's own. */
  language: Language | null;
  createdAt: Date;
  /** To the hour; null = nobody ever has. */
  readAt: Date | null;
}

export async function insertFeed(
  db: Kysely<Database>,
  tenantId: TenantId,
  feed: Pick<CalendarFeed, "id" | "kind" | "subject" | "language"> & { tokenHash: Buffer },
): Promise<void> {
  const { id, kind, subject, language, tokenHash } = feed;
  const row = { tenant_id: tenantId, id, token_hash: tokenHash, kind, subject, language };
  await withTenant(db, tenantId, (trx) => trx.insertInto("calendar_feed").values(row).execute());
}

/** Those that count, oldest first. */
export async function listFeeds(db: Kysely<Database>, tenantId: TenantId): Promise<readonly CalendarFeed[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<CalendarFeed>`
      select id, kind, subject, language, created_at as "createdAt", read_at as "readAt" from calendar_feed
      where tenant_id = ${tenantId} and revoked_at is null order by created_at, id`.execute(trx),
  );
  return rows;
}

/** @returns what was revoked; undefined = there is none with this id, or it was revoked before */
export async function revokeFeed(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: string,
  by: string,
): Promise<{ kind: string; subject: string } | undefined> {
  return withTenant(db, tenantId, (trx) =>
    trx
      .updateTable("calendar_feed")
      .set({ revoked_at: sql`now()`, revoked_by: by })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .returning(["kind", "subject"])
      .executeTakeFirst(),
  );
}

/** Whose feed an address belongs to; undefined = nobody's, or it was revoked. */
export async function findFeed(
  db: Kysely<Database>,
  tokenHash: Buffer,
): Promise<{ tenantId: TenantId; id: string } | undefined> {
  const { rows } = await sql<{
    tenant_id: string;
    id: string;
  }>`select tenant_id, id from find_calendar_feed(${tokenHash})`.execute(db);
  const [row] = rows;
  return row && { tenantId: TenantId.parse(row.tenant_id), id: row.id };
}

/** Notes that it was read, at most once an hour. @returns with the last instant at which anything that it shows was changed */
export async function openFeed(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: string,
): Promise<(CalendarFeed & { changedAt: Date }) | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    await sql`
      update calendar_feed set read_at = now() where tenant_id = ${tenantId} and id = ${id}
        and (read_at is null or read_at < now() - interval '1 hour')`.execute(trx);
    const { rows } = await sql<CalendarFeed & { changedAt: Date }>`
      select id, kind, subject, language, created_at as "createdAt", read_at as "readAt", greatest(created_at,
          (select max(created_at) from rule_set where tenant_id = ${tenantId} and kind = 'onCall'),
          (select max(greatest(created_at, removed_at)) from duty_override where tenant_id = ${tenantId})) as "changedAt"
      from calendar_feed where tenant_id = ${tenantId} and id = ${id} and revoked_at is null`.execute(trx);
    return rows[0];
  });
}
