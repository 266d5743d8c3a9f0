import { type Kysely, sql } from "kysely";
import { findConnector } from "../../connectors/registry.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { spreadBudget } from "./call-turns.ts";
import type { Database } from "./database.ts";
import type { ListedConnection } from "./list-connections.ts";
import { withTenant } from "./tenant.ts";

/** More are not counted: who sees so many does not ask for the exact number. */
export const mostWaiting = 1_000;

/** What stands before a connection. */
export interface Traffic {
  /** Records that are still to be written, {@link mostWaiting} at most. */
  waiting: number;
  /** Calls that it may make, and how much of what may be called at once is used now, 0 to 1; null = no limit is set. */
  budget: { calls: number; windowMs: number; used: number } | null;
}

/** The same connections with their traffic. Counts by the index of the queue, and no further than {@link mostWaiting}. */
export async function addTraffic<C extends ListedConnection>(
  db: Kysely<Database>,
  tenantId: TenantId,
  connections: readonly C[],
): Promise<(C & Traffic)[]> {
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<{ id: string; waiting: number; ahead_ms: number }>`
      select c.id,
        (select count(*)::int from (select 1 from link l where l.tenant_id = c.tenant_id and l.connection_id = c.id
          and l.wanted_rev > l.done_rev and l.state in ('creating', 'unknown', 'active') limit ${mostWaiting}) waits) as waiting,
        coalesce(extract(epoch from greatest(v.tat, now()) - now()) * 1000, 0)::float8 as ahead_ms
      from connection c
      left join vendor_account v on v.tenant_id = c.tenant_id and v.account = c.tenant_id || ':' || c.connector || ':' || c.id
      where c.tenant_id = ${tenantId} and c.id = any(${connections.map(({ id }) => id)}::uuid[])`.execute(trx),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return connections.map((connection) => {
    const { waiting = 0, ahead_ms = 0 } = found.get(connection.id) ?? {};
    return { ...connection, waiting, budget: describeBudget(connection, ahead_ms) };
  });
}

/** @param aheadMs how far the calls that were made are ahead of an even pace */
export function describeBudget(
  { connector, settings }: Pick<ListedConnection, "connector" | "settings">,
  aheadMs: number,
): Traffic["budget"] {
  const known = findConnector(connector);
  // Settings that an update of its connector no longer takes park a connection; it is listed all the same.
  const budget = known?.manifest.settings.safeParse(settings).success ? known.budget(settings) : undefined;
  if (!budget) return null;
  const { intervalMs, burstMs } = spreadBudget(budget);
  return { ...budget, used: Math.min(1, aheadMs / (intervalMs + burstMs)) };
}
