import { type Kysely, sql, type Transaction } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import { describeBudget } from "./connection-traffic.ts";
import type { Database } from "./database.ts";
import { healthColumn, lastSuccessColumn, type ListedConnection } from "./list-connections.ts";
import { withTenant } from "./tenant.ts";
import { open } from "./ticket-conditions.ts";

export interface Counts {
  /** Tickets on which somebody still works. */
  open: number;
  late: number;
  /** Not late yet, with a quarter of their time left, or half an hour. */
  soon: number;
  /** Alerts that fire and open no ticket for now. */
  waiting: number;
}

export interface OverdueUpdate {
  id: string;
  code: string | null;
  title: string;
  client: string;
  dueAt: Date;
}

export interface ConnectionState {
  id: string;
  name: string;
  connector: string;
  kind: string;
  mode: string;
  health: ListedConnection["health"];
  /** The last call that was answered, or delivery that was taken. */
  lastSuccessAt: Date | null;
  lastError: string | null;
  restsUntil: Date | null;
  parkedReason: string | null;
  /** Records that are still to be written there. */
  waitingWrites: number;
  /** When the oldest of them was due. */
  waitingSince: Date | null;
  /** Of the calls that it may make at once, 0 to 1; null = no limit is set. */
  callsUsed: number | null;
}

export interface OverviewView extends Counts {
  /** Clients whose alerts come so fast that they share a ticket. */
  storms: readonly { client: string; since: Date }[];
  overdueUpdates: { count: number; first: readonly OverdueUpdate[] };
}

/** So many overdue updates are named; the others are counted. */
const mostNamed = 5;

/** What needs somebody now, of these clients. @param clientIds null = of all */
export async function readOverview(
  db: Kysely<Database>,
  tenantId: TenantId,
  clientIds: readonly ClientId[] | null,
): Promise<OverviewView> {
  const seen = (column: string) =>
    clientIds ? sql<boolean>`${sql.ref(column)} = any(${[...clientIds]}::uuid[])` : sql<boolean>`true`;
  return withTenant(db, tenantId, async (trx) => {
    const { rows: counts } = await sql<Counts>`
      select count(*)::int as open, count(*) filter (where t.next_due_at < now())::int as late,
        count(*) filter (where t.next_due_at >= now() and t.next_soon_at <= now())::int as soon,
        (select count(*)::int from alert a where a.tenant_id = ${tenantId} and a.waiting is not null
          and a.condition = 'firing' and ${seen("a.client_id")}) as waiting
      from ticket t where t.tenant_id = ${tenantId} and ${open} and ${seen("t.client_id")}`.execute(trx);
    const { rows: storms } = await sql<{ client: string; since: Date }>`
      select c.name as client, s.storm_since as since from client_intake s
        join client c on c.tenant_id = s.tenant_id and c.id = s.client_id
      where s.tenant_id = ${tenantId} and s.storm_since is not null and ${seen("s.client_id")} order by s.storm_since`.execute(
      trx,
    );
    const { rows: overdue } = await sql<OverdueUpdate & { count: number }>`
      select t.id, t.code, t.fields ->> 'title' as title, c.name as client, k.due_at as "dueAt", count(*) over ()::int as count
      from clock k join ticket t on t.tenant_id = k.tenant_id and t.id = k.ticket_id
        join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
      where k.tenant_id = ${tenantId} and k.target = 'update' and k.stage = 'inProgress' and k.due_at < now()
        and ${open} and ${seen("t.client_id")}
      order by k.due_at limit ${mostNamed}`.execute(trx);
    const first = overdue.map(({ count: _count, ...row }) => row);
    const none: Counts = { open: 0, late: 0, soon: 0, waiting: 0 };
    return { ...none, ...counts[0], storms, overdueUpdates: { count: overdue[0]?.count ?? 0, first } };
  });
}

/** What waits for a person, because it could not be read or written. */
export async function countQuarantined(db: Kysely<Database>, tenantId: TenantId): Promise<number> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from quarantine where tenant_id = ${tenantId} and state = 'open'`.execute(trx);
    return rows[0]?.count ?? 0;
  });
}

/** How each connection does, and how much waits for it. */
export async function listConnectionStates(
  db: Kysely<Database>,
  tenantId: TenantId,
): Promise<readonly ConnectionState[]> {
  return withTenant(db, tenantId, async (trx) => {
    const waiting = await countWaitingWrites(trx, tenantId);
    const { rows } = await sql<ConnectionState & { settings: ListedConnection["settings"]; aheadMs: number }>`
      select connection.id, connection.settings,
        coalesce(extract(epoch from greatest(vendor_account.tat, now()) - now()) * 1000, 0)::float8 as "aheadMs", connection.name, connection.connector, connection.kind, connection.mode, ${healthColumn} as health,
        ${lastSuccessColumn} as "lastSuccessAt", connection_run.last_error as "lastError", connection.parked_reason as "parkedReason",
        case when connection_run.blocked_until > now() then connection_run.blocked_until when vendor_account.breaker = 'open' then vendor_account.probe_at end as "restsUntil"
      from connection join connection_run on connection_run.tenant_id = connection.tenant_id and connection_run.connection_id = connection.id
        left join vendor_account on vendor_account.tenant_id = connection.tenant_id
          and vendor_account.account = connection.tenant_id || ':' || connection.connector || ':' || connection.id
      where connection.tenant_id = ${tenantId} and connection.removed_at is null order by connection.name`.execute(trx);
    return rows.map(({ settings, aheadMs, ...row }) => ({
      ...row,
      waitingWrites: waiting.get(row.id)?.count ?? 0,
      waitingSince: waiting.get(row.id)?.since ?? null,
      callsUsed: describeBudget({ connector: row.connector, settings }, aheadMs)?.used ?? null,
    }));
  });
}

async function countWaitingWrites(
  trx: Transaction<Database>,
  tenantId: TenantId,
): Promise<ReadonlyMap<string, { count: number; since: Date }>> {
  const { rows } = await sql<{ id: string; count: number; since: Date }>`
    select connection_id as id, count(*)::int as count, min(next_at) as since from link where tenant_id = ${tenantId}
      and wanted_rev > done_rev and state in ('creating', 'unknown', 'active') group by connection_id`.execute(trx);
  return new Map(rows.map(({ id, ...waiting }) => [id, waiting]));
}

export interface Choices {
  clients: readonly string[];
  connections: readonly { name: string; kind: string }[];
  queues: readonly string[];
  /** E-mail addresses. */
  assignees: readonly string[];
}

/** What lists can be narrowed to: names that are in use, of these clients. @param clientIds null = of all */
export async function listChoices(
  db: Kysely<Database>,
  tenantId: TenantId,
  clientIds: readonly ClientId[] | null,
): Promise<Choices> {
  const own = clientIds ? sql`= any(${[...clientIds]}::uuid[])` : sql`is not null`;
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<Choices>`
      with worked as materialized (
        select distinct t.queue, t.assignee from ticket t where t.tenant_id = ${tenantId} and ${open} and t.client_id ${own}
      )
      select array(select name from client where tenant_id = ${tenantId} and id ${own} order by lower(name)) as clients,
        array(select distinct queue from worked where queue is not null order by queue) as queues,
        array(select distinct assignee from worked where assignee is not null order by assignee) as assignees,
        coalesce((select json_agg(json_build_object('name', name, 'kind', kind) order by name) from connection
          where tenant_id = ${tenantId} and removed_at is null and kind in ('desk', 'monitor')), '[]') as connections`.execute(
      trx,
    );
    return rows[0] ?? { clients: [], connections: [], queues: [], assignees: [] };
  });
}
