import { type Kysely, sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import { toText } from "./clean.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** What a person was told. */
export interface NoticeRow {
  id: string;
  at: Date;
  kind: string;
  connection: string | null;
  title: string;
  body: string;
  mailedAt: Date | null;
  settledAt: Date | null;
}

/** Newest first; without `all` only what is not settled. */
export async function listNotices(
  db: Kysely<Database>,
  tenantId: TenantId,
  options: { all: boolean; limit: number },
): Promise<readonly NoticeRow[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<NoticeRow>`
      select n.id, n.at, n.kind, c.name as connection, n.title, n.body, n.mailed_at as "mailedAt", n.settled_at as "settledAt"
      from notice n left join connection c on c.tenant_id = n.tenant_id and c.id = n.connection_id
      where n.tenant_id = ${tenantId} and (${options.all} or n.settled_at is null)
      order by n.at desc, n.id desc limit ${options.limit}`.execute(trx),
  );
  return rows;
}

/** Tenants that have something to be mailed now. */
export async function listTenantsToMail(db: Kysely<Database>): Promise<readonly TenantId[]> {
  const { rows } = await sql<{ tenant_id: string }>`select tenant_id from list_unmailed()`.execute(db);
  return rows.map((row) => TenantId.parse(row.tenant_id));
}

/** Takes what is due for a minute, so that no other node mails it meanwhile. */
export async function claimNotices(
  db: Kysely<Database>,
  tenantId: TenantId,
  most: number,
): Promise<readonly { id: string; title: string; body: string }[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ id: string; title: string; body: string }>`
      with chosen as materialized (
        select id from notice where tenant_id = ${tenantId} and mailed_at is null and settled_at is null and next_at <= now()
        order by at for update skip locked limit ${most}
      )
      update notice set attempts = attempts + 1, next_at = now() + least(60, power(2, least(attempts, 10))::int) * interval '1 minute'
      where tenant_id = ${tenantId} and id in (select id from chosen)
      returning id, title, body`.execute(trx),
  );
  return rows;
}

export async function noteMailed(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: string,
  error: string | null,
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable("notice")
      .set(error === null ? { mailed_at: sql<Date>`now()`, last_error: null } : { last_error: toText(error) })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .execute();
  });
}

/** What a person is told of the installation itself; one open notice of each kind. */
export interface OwnNotice {
  kind: "backup" | "recovery" | "clone";
  title: string;
  body: string;
}

/** Unless it was told and is not settled yet. */
export async function tellOwn(
  db: Kysely<Database>,
  tenantId: TenantId,
  { kind, title, body }: OwnNotice,
  newId: () => string,
): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`insert into notice (tenant_id, id, at, kind, title, body)
      values (${tenantId}, ${newId()}, now(), ${kind}, ${toText(title)}, ${toText(body)}) on conflict do nothing`.execute(
      trx,
    ),
  );
}

export async function settleOwn(db: Kysely<Database>, tenantId: TenantId, kind: OwnNotice["kind"]): Promise<void> {
  await withTenant(db, tenantId, (trx) =>
    sql`update notice set settled_at = now() where tenant_id = ${tenantId} and kind = ${kind} and connection_id is null
      and webhook_id is null and settled_at is null`.execute(trx),
  );
}
