import { sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";

/** Of a delivery `d`: whether a replay of it may open tickets. */
export const mayOpen = (opensSince: Date | null) =>
  sql`${opensSince}::timestamptz is null or d.received_at >= ${opensSince}::timestamptz`;

/**
 * Asks for items of a delivery that is open already. An array and null together are the array: null adds nothing to a
 * delivery whose items are known one by one.
 */
export const joinOrdinals = sql`
  opens = delivery_open.opens or excluded.opens,
  ordinals = case when delivery_open.attempts = 0 then delivery_open.ordinals || excluded.ordinals else delivery_open.ordinals end,
  reopened = case when delivery_open.attempts = 0 then delivery_open.reopened else delivery_open.reopened || excluded.ordinals end`;

/**
 * Opens a delivery again: it runs with its own time, and what it did before is not done twice. What a batch is at work on is
 * left to it; the items that are asked for meanwhile are kept for the next one.
 *
 * @param ordinals only these items; null = all, of one that was never applied
 * @param opensSince what is older opens no ticket; null = all may
 * @returns whether it may open tickets; undefined when there is no such delivery
 */
export async function reopenDelivery(
  trx: Transaction<Database>,
  tenantId: TenantId,
  id: string,
  ordinals: readonly number[] | null,
  opensSince: Date | null,
): Promise<{ opens: boolean } | undefined> {
  const { rows } = await sql<{ opens: boolean }>`
    insert into delivery_open (tenant_id, connection_id, id, received_at, ordinals, opens)
    select d.tenant_id, d.connection_id, d.id, d.received_at, ${ordinals === null ? null : [...ordinals]}::int[], ${mayOpen(opensSince)}
    from delivery d where d.tenant_id = ${tenantId} and d.id = ${id}
    on conflict (tenant_id, connection_id, id) do update set ${joinOrdinals}
    returning opens`.execute(trx);
  return rows[0];
}
