import { type Selectable, sql, type Transaction } from "kysely";
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

/** Leases what is due, most urgent first, as much as the connection's breaker and its pace of retries allow. */
export async function claimLinks(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: string,
  { owner, most, leaseMs }: { owner: string; most: number; leaseMs: number },
): Promise<ClaimedLink[]> {
  const due = sql`l.tenant_id = ${tenantId} and l.connection_id = ${connectionId} and l.state in ('creating', 'unknown', 'active')
    and l.wanted_rev > l.done_rev and l.next_at <= now() and lease_is_free(l.lease_owner, l.lease_until)`;
  // Who claims retries goes by the pace that the others have left; the hot row is locked for nothing else.
  const { rows: failed } = await sql`select 1 from link l where ${due} and l.attempts > 0 limit 1`.execute(trx);
  if (failed.length > 0) await lockPace(trx, tenantId, connectionId);
  const { rows } = await sql<Selectable<LinkTable> & { was_retry: boolean }>`
    with share as (
      select push_share(tenant_id, connection_id, ${most}) as most,
        greatest(0, floor(extract(epoch from now() - greatest(retry_tat, now() - ${retryBurst / retriesPerSecond} * interval '1 second')) * ${retriesPerSecond}))::int as retries
      from connection_run where tenant_id = ${tenantId} and connection_id = ${connectionId}
    ), urgency as (
      select case when exists (select 1 from link l, share where ${due} and l.priority <= ${leastUrgent} and (l.attempts = 0 or share.retries > 0))
        then ${leastUrgent} else 32767 end as most_priority
    ), fresh as (
      select l.id, l.priority, l.next_at, false as was_retry from link l
      where ${due} and l.attempts = 0 and l.priority <= (select most_priority from urgency)
      order by l.priority, l.next_at limit (select most from share) for update skip locked
    ), failed as (
      select l.id, l.priority, l.next_at, true as was_retry from link l
      where ${due} and l.attempts > 0 and l.priority <= (select most_priority from urgency)
      order by l.priority, l.next_at limit (select least(most, retries) from share) for update skip locked
    ), chosen as (
      select id, was_retry from (select * from fresh union all select * from failed) both_of_them
      order by priority, next_at limit (select most from share)
    )
    update link set lease_owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 millisecond', fence = link.fence + 1
    from chosen where link.tenant_id = ${tenantId} and link.id = chosen.id
    returning link.*, chosen.was_retry`.execute(trx);
  const retries = rows.filter((row) => row.was_retry).length;
  if (retries > 0) await notePace(trx, tenantId, connectionId, retries);
  return rows.map((row) => ({ ...toLinkRow(row), owner }));
}

async function lockPace(trx: Transaction<Database>, tenantId: string, connectionId: string): Promise<void> {
  await trx
    .selectFrom("connection_run")
    .select("connection_id")
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", connectionId)
    .forUpdate()
    .execute();
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
