import { type RawBuilder, type Selectable, sql, type Transaction } from "kysely";
import type { ClaimedLink } from "../../../core/ports/stores.ts";
import type { Database } from "../database.ts";
import type { LinkTable } from "../tables/work.ts";
import { toLinkRow } from "./rows.ts";

/**
 * What has failed before is tried again at this pace, connection by connection and over all nodes: a thousand records that
 * failed at one instant come back over 40 seconds, however they were told to rest.
 */
const retriesPerSecond = 25;
/** Retries that may begin at once after a quiet time. */
const retryBurst = 20;
/** Priorities 1 and 2 are claimed apart, so that nothing else shares their lane or their reserve of the budget. */
const leastUrgent = 2;
const leastPriority = 5;
/** As many as a process holds on one connection: two batches of fifty, and as many of urgent ones. */
const mostHeld = 200;

/** Leases what is due, most urgent first, as much as the connection's breaker and its pace of retries allow. */
export async function claimLinks(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  { owner, most, leaseMs }: { owner: string; most: number; leaseMs: number },
): Promise<ClaimedLink[]> {
  await giveBackLapsed(trx, tenantId, connectionId);
  const queue = describeQueue(tenantId, connectionId);
  const mayRetry = await lockPaceOfRetries(trx, tenantId, connectionId, queue);
  const { rows } = await sql<Selectable<LinkTable>>`
    with share as (
      select push_share(tenant_id, connection_id, ${most}) as most,
        case when ${mayRetry} then greatest(0, floor(extract(epoch from now() - greatest(retry_tat, now() - ${retryBurst / retriesPerSecond} * interval '1 second')) * ${retriesPerSecond}))::int else 0 end as retries
      from connection_run where tenant_id = ${tenantId} and connection_id = ${connectionId}
    ), urgency as (
      select case when exists (${queue.any(leastUrgent, 0)}) or (select retries from share) > 0 and exists (${queue.any(leastUrgent, 1)})
        then ${leastUrgent}::int else ${leastPriority}::int end as most_priority
    ), fresh as (${queue.take(sql`(select most_priority from urgency)`, 0, sql`(select most from share)`)}
    ), failed as (${queue.take(sql`(select most_priority from urgency)`, 1, sql`(select least(most, retries) from share)`)}
    ), chosen as (
      select id from (select * from fresh union all select * from failed) both_of_them
      order by priority, next_at limit (select most from share)
    )
    update link set lease_owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 millisecond', fence = fence + 1
    where tenant_id = ${tenantId} and id = any(array(select id from chosen)) returning *`.execute(trx);
  const retries = rows.filter(({ attempts }) => attempts > 0).length;
  if (retries > 0) await notePace(trx, tenantId, connectionId, retries);
  return rows.map((row) => ({ ...toLinkRow(row), owner }));
}

/** A batch has failed: of its links those that it still holds wait again. */
export async function giveBack(
  trx: Transaction<Database>,
  tenantId: string,
  claimed: readonly ClaimedLink[],
  restMs: number,
): Promise<void> {
  await sql`update link set lease_owner = null, lease_until = null, attempts = link.attempts + 1,
      next_at = now() + ${restMs} * interval '1 millisecond'
    from unnest(${claimed.map(({ link }) => link.id)}::uuid[], ${claimed.map(({ fence }) => fence)}::bigint[]) c (id, fence)
    where link.tenant_id = ${tenantId} and link.id = c.id and link.fence = c.fence and link.lease_owner = ${claimed[0]?.owner ?? ""}`.execute(
    trx,
  );
}

interface Queue {
  /** A row where anything is due, of these priorities and either new or failed before. */
  any(leastPriority: number, failed: 0 | 1): RawBuilder<unknown>;
  /** The first ones of these that nobody else is claiming. */
  take(leastPriority: RawBuilder<unknown>, failed: 0 | 1, most: RawBuilder<unknown>): RawBuilder<unknown>;
}

/**
 * What is due and free, as the index of the queue has it: within one priority it stands in order, and before what rests. The
 * look at each priority is a query of its own with a limit, so that no plan, on whatever statistics, reads more than that.
 */
function describeQueue(tenantId: string, connectionId: string): Queue {
  const due = (failed: 0 | 1) => sql`l.tenant_id = ${tenantId} and l.connection_id = ${connectionId}
    and l.wanted_rev > l.done_rev and l.state in ('creating', 'unknown', 'active') and l.next_at <= now()
    and l.lease_owner is null and least(l.attempts, 1) = ${sql.lit(failed)} and l.priority = of_priority`;
  return {
    any: (priority, failed) => sql`
      select 1 from generate_series(1, ${priority}::int) of_priority
      cross join lateral (select 1 from link l where ${due(failed)} limit 1) first`,
    take: (priority, failed, most) => sql`
      select picked.* from generate_series(1, ${priority}) of_priority cross join lateral (
        select l.id, l.priority, l.next_at from link l where ${due(failed)}
        order by l.next_at limit ${most} for update skip locked
      ) picked limit ${most}`,
  };
}

/** What was leased by a process that is silent, or for longer than it may be, waits again like everything else. */
async function giveBackLapsed(trx: Transaction<Database>, tenantId: string, connectionId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from list_lapsed_links(${tenantId}, ${connectionId}, ${mostHeld})`.execute(trx);
  if (rows.length === 0) return;
  // Asked once more under the lock: another node may have leased it meanwhile.
  await sql`
    with lapsed as (
      select id from link where tenant_id = ${tenantId} and id = any(${rows.map(({ id }) => id)}::uuid[])
        and lease_is_free(lease_owner, lease_until) for update skip locked
    )
    update link set lease_owner = null, lease_until = null
    where tenant_id = ${tenantId} and id = any(array(select id from lapsed))`.execute(trx);
}

/**
 * Who claims retries goes by the pace that the others have left; the hot row is locked for nothing else. Nobody waits for it: of
 * several who claim at once, one takes retries.
 *
 * @returns whether there are any, and this is who may take them
 */
async function lockPaceOfRetries(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  queue: Queue,
): Promise<boolean> {
  const { rows } =
    await sql`select 1 from connection_run where tenant_id = ${tenantId} and connection_id = ${connectionId}
    and exists (${queue.any(leastPriority, 1)}) for update skip locked`.execute(trx);
  return rows.length > 0;
}

async function notePace(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  retries: number,
): Promise<void> {
  await sql`update connection_run
    set retry_tat = greatest(retry_tat, now() - ${retryBurst / retriesPerSecond} * interval '1 second') + ${retries / retriesPerSecond} * interval '1 second'
    where tenant_id = ${tenantId} and connection_id = ${connectionId}`.execute(trx);
}
