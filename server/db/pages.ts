import { type Kysely, sql } from "kysely";
import { PageId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Whose page a link belongs to; undefined = nobody's. */
export async function findPageOf(
  db: Kysely<Database>,
  hash: Uint8Array,
): Promise<{ tenantId: TenantId; id: PageId } | undefined> {
  const { rows } = await sql<{ tenant_id: string; id: string }>`select * from find_page(${Buffer.from(hash)})`.execute(
    db,
  );
  const [row] = rows;
  return row && { tenantId: TenantId.parse(row.tenant_id), id: PageId.parse(row.id) };
}

/** One message, as people look at it. */
export interface PageView {
  id: string;
  at: Date;
  ticketId: string | null;
  kind: string;
  person: string | null;
  connection: string;
  channel: string;
  address: string;
  title: string;
  state: string;
  attempts: number;
  sentAt: Date | null;
  arrivedAt: Date | null;
  answeredAt: Date | null;
  answer: string | null;
  detail: string | null;
}

/** The newest first. @param only these, where they are given */
export async function listPages(
  db: Kysely<Database>,
  tenantId: TenantId,
  { limit, ids }: { limit: number; ids?: readonly string[] | undefined },
): Promise<readonly PageView[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<PageView>`
      select p.id, p.created_at as at, p.ticket_id as "ticketId", p.content ->> 'kind' as kind, p.person, c.name as connection,
        p.content ->> 'channel' as channel, p.content ->> 'address' as address, p.content ->> 'title' as title, p.state, p.attempts,
        p.sent_at as "sentAt", p.arrived_at as "arrivedAt", p.answered_at as "answeredAt", p.answer, p.detail
      from page p join connection c on c.tenant_id = p.tenant_id and c.id = p.connection_id
      where p.tenant_id = ${tenantId} and ${ids ? sql`p.id = any(${[...ids]}::uuid[])` : sql`true`}
      order by p.id desc limit ${limit}`.execute(trx),
  );
  return rows;
}
