import { type Kysely, sql } from "kysely";
import type { NameList } from "../../core/intake/check-names.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Names that rules may give. */
export async function readNames(db: Kysely<Database>, tenantId: TenantId): Promise<NameList> {
  return withTenant(db, tenantId, async (trx) => {
    const clients = await trx
      .selectFrom("client")
      .select("name")
      .where("tenant_id", "=", tenantId)
      .orderBy("name")
      .execute();
    const connections = await trx
      .selectFrom("connection")
      .select(["name", "kind"])
      .where("tenant_id", "=", tenantId)
      .where("removed_at", "is", null)
      .orderBy("name")
      .execute();
    return {
      clients: clients.map(({ name }) => name),
      desks: connections.filter(({ kind }) => kind === "desk").map(({ name }) => name),
      connections: connections.map(({ name }) => name),
    };
  });
}

/** How often each rule has matched, over all connections. */
export async function readRuleUse(
  db: Kysely<Database>,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, { matches: number; lastAt: Date }>> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ rule_id: string; matches: string; last_at: Date }>`
      select rule_id, sum(matches) as matches, max(last_at) as last_at from rule_use
      where tenant_id = ${tenantId} group by rule_id`.execute(trx),
  );
  return new Map(rows.map(({ rule_id, matches, last_at }) => [rule_id, { matches: Number(matches), lastAt: last_at }]));
}

/** A delivery with its body, to be read again. */
export interface StoredBody {
  id: string;
  connectionId: ConnectionId;
  receivedAt: Date;
  headers: Record<string, string>;
  body: Buffer;
}

/** No more than this of bodies is held in memory at once. */
const mostBytes = 100_000_000;

/** The newest deliveries of monitoring tools as far back as their bodies fit in memory, or one by its id. */
export async function readBodies(
  db: Kysely<Database>,
  tenantId: TenantId,
  which: { last: number } | { id: string },
): Promise<readonly StoredBody[]> {
  return withTenant(db, tenantId, async (trx) => {
    const only = "id" in which ? sql`and d.id = ${which.id}::uuid` : sql``;
    const { rows } = await sql<StoredBody>`
      with newest as (
        select d.id, d.received_at, octet_length(d.body) as bytes from delivery d
        where d.tenant_id = ${tenantId} ${only} and d.connection_id in
          (select id from connection where tenant_id = ${tenantId} and kind = 'monitor' and removed_at is null)
        order by d.id desc limit ${"id" in which ? 1 : which.last}
      ), fitting as (
        select id, received_at, sum(bytes) over (order by id desc) as total from newest
      )
      select d.id, d.connection_id as "connectionId", d.received_at as "receivedAt", d.headers, d.body
      from fitting join delivery d on d.tenant_id = ${tenantId} and d.id = fitting.id and d.received_at = fitting.received_at
      where fitting.total <= ${mostBytes} order by d.id desc`.execute(trx);
    return rows;
  });
}
