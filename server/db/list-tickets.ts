import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { TenantId } from "../../schemas/ids.ts";
import type { TicketStatus } from "../../schemas/ticket.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";
import { listConditions, type NamedFilter, open, type TicketFilter, toQuery } from "./ticket-conditions.ts";

/** `newest` first; by what is `due` next, of open tickets, those of which no clock runs last; by `priority`, of open tickets, the newest of each first. */
export type TicketOrder = "newest" | "due" | "priority";

/** The last ticket of a page, as its order knows it. */
export interface TicketPlace {
  id: string;
  /** Instant (ISO, microseconds) or priority of the order; null = none. */
  key: string | null;
}

export interface TicketRow {
  id: string;
  code: string | null;
  client: string;
  status: TicketStatus;
  priority: number;
  title: string;
  queue: string | null;
  assignee: string | null;
  createdAt: Date;
  /** The first due instant of its running clocks. */
  dueAt: Date | null;
  /** Of that clock: what it promises, and since when it runs. */
  dueTarget: string | null;
  dueSince: Date | null;
  /** No clock runs, and one is paused. */
  paused: boolean;
  /** Names of the connections on which it has a record. */
  desks: readonly string[];
  /** Its numbers in desks, joined by commas. */
  numbers: string | null;
}

export interface TicketPage {
  tickets: readonly TicketRow[];
  /** Where the next page begins; null = there is none. */
  next: TicketPlace | null;
}

/** Among so many of the newest most lists find all that a page holds; they lie side by side. The second is for what is almost there. */
const windows = [10_000, 40_000] as const;
/** With so many of a page found in the first window, the second holds the rest. */
const almostShare = 0.25;
/** Words that so many titles hold are no help in finding a ticket: what else is asked for is. */
const mostFound = 2_000;

export interface TicketPaging {
  order: TicketOrder;
  /** The last ticket of the page before; null = from the beginning. */
  after: TicketPlace | null;
  limit: number;
}

/** One page of those tickets that fit; what it costs does not depend on how far behind the first it is. */
export async function listTickets(
  db: Kysely<Database>,
  tenantId: TenantId,
  filter: TicketFilter,
  paging: TicketPaging,
): Promise<TicketPage> {
  const { order, limit } = paging;
  return withTenant(db, tenantId, async (trx) => {
    const named = { ...filter, named: await findNamed(trx, tenantId, filter) };
    const ids = await finds[order](trx, tenantId, named, paging);
    const { rows } = await sql<TicketRow & { key: string | null }>`
      select t.id, t.code, c.name as client, t.status, t.priority, t.fields ->> 'title' as title, t.queue, t.assignee,
        t.created_at as "createdAt", t.next_due_at as "dueAt", k.target as "dueTarget", k.started_at as "dueSince",
        t.next_due_at is null and exists (select from clock p
          where p.tenant_id = t.tenant_id and p.ticket_id = t.id and p.stage = 'paused') as paused, ${keys[order]} as key,
        (select string_agg(l.external_number, ', ' order by l.id) from link l
          where l.tenant_id = t.tenant_id and l.ticket_id = t.id) as numbers,
        array(select n.name from link l join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
          where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.state in ('creating', 'unknown', 'active') order by l.id) as desks
      from ticket t join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
      left join lateral (select target, started_at from clock where tenant_id = t.tenant_id and ticket_id = t.id
        and stage = 'inProgress' and due_at is not null and t.next_due_at is not null order by due_at limit 1) k on true
      where t.tenant_id = ${tenantId} and t.id = any(${ids}::uuid[]) order by ${orders[order]}`.execute(trx);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      tickets: rows.slice(0, limit).map(({ key: _key, ...row }) => row),
      next: last ? { id: last.id, key: last.key } : null,
    };
  });
}

type Find = (
  trx: Transaction<Database>,
  tenantId: TenantId,
  filter: NamedFilter,
  paging: TicketPaging,
) => Promise<readonly string[]>;

/** What is not rare stands among the newest. What is not there is rare: all that fit are found by their indexes, then ordered. */
const findNewest: Find = async (trx, tenantId, filter, { after, limit }) => {
  const behind = after === null ? sql`true` : sql`t.id < ${after.id}::uuid`;
  const conditions = sql.join(listConditions(tenantId, filter), sql` and `);
  for (const window of windows) {
    const { rows: recent } = await sql<{ id: string }>`
      select t.id from (
        select * from ticket t where t.tenant_id = ${tenantId} and ${behind} order by t.id desc limit ${window}
      ) t where ${conditions} order by t.id desc limit ${limit + 1}`.execute(trx);
    if (recent.length > limit) return recent.map(({ id }) => id);
    if (recent.length < limit * almostShare) break;
  }
  // A word that many titles hold says nothing of which: what else is asked for has an index, and all tickets are never few.
  await sql`set local enable_seqscan = off`.execute(trx);
  const { rows } = await sql<{ id: string }>`
    with fitting as materialized (
      select t.id from ticket t where ${conditions} and ${behind} and ${await byWords(trx, tenantId, filter)}
    )
    select id from fitting order by id desc limit ${limit + 1}`.execute(trx);
  return rows.map(({ id }) => id);
};

const findByPriority: Find = async (trx, tenantId, filter, { after, limit }) => {
  const behind = after?.key == null ? [] : behindPlace(sql`t.priority`, sql`${after.key}::int`, after.id);
  const conditions = [open, ...listConditions(tenantId, filter), ...behind, await byWords(trx, tenantId, filter)];
  return findIds(trx, conditions, { order: orders.priority, limit });
};

/** Those of which a clock runs, and then the others: each part is entered by the index where the last page ended. */
const findByDue: Find = async (trx, tenantId, filter, { after, limit }) => {
  const conditions = [open, ...listConditions(tenantId, filter), await byWords(trx, tenantId, filter)];
  const isRunning = after === null || after.key !== null;
  const behind = after?.key == null ? [] : behindPlace(sql`t.next_due_at`, sql`${after.key}::timestamptz`, after.id);
  const running = isRunning
    ? await findIds(trx, [...conditions, sql`t.next_due_at is not null`, ...behind], { order: orders.due, limit })
    : [];
  if (running.length > limit) return running;
  const rest = [...conditions, sql<boolean>`t.next_due_at is null`];
  if (!isRunning) rest.push(sql`t.id < ${after.id}::uuid`);
  return [...running, ...(await findIds(trx, rest, { order: orders.newest, limit: limit - running.length }))];
};

const finds: Readonly<Record<TicketOrder, Find>> = { newest: findNewest, due: findByDue, priority: findByPriority };

async function findIds(
  trx: Transaction<Database>,
  conditions: readonly RawBuilder<boolean>[],
  { order, limit }: { order: RawBuilder<unknown>; limit: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ticket t where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit + 1}`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

/** Two bounds: the first is what the index is entered by. */
function behindPlace(
  column: RawBuilder<unknown>,
  value: RawBuilder<unknown>,
  id: string,
): readonly RawBuilder<boolean>[] {
  return [sql`${column} >= ${value}`, sql`(${column} > ${value} or t.id < ${id}::uuid)`];
}

/** A number of a desk, or a code, is found whatever the title says. */
async function findNamed(
  trx: Transaction<Database>,
  tenantId: TenantId,
  { words }: TicketFilter,
): Promise<readonly string[]> {
  const [word] = words ?? [];
  if (word === undefined || words?.length !== 1) return [];
  const { rows } = await sql<{ id: string }>`
    select id from ticket where tenant_id = ${tenantId} and code = ${word.toUpperCase()}
    union select ticket_id from link where tenant_id = ${tenantId} and external_number = any(${[word, word.toUpperCase()]}::text[])
    limit 100`.execute(trx);
  return rows.map(({ id }) => id);
}

/** The tickets themselves where their titles' words say which they are. */
async function byWords(
  trx: Transaction<Database>,
  tenantId: TenantId,
  { words, named }: NamedFilter,
): Promise<RawBuilder<boolean>> {
  if (!words || (await areCommon(trx, tenantId, words))) return sql`true`;
  const { rows } = await sql<{ id: string }>`select id from search_tickets(${toQuery(words)}, ${mostFound})`.execute(
    trx,
  );
  return rows.length === mostFound ? sql`true` : sql`t.id = any(${[...named, ...rows.map(({ id }) => id)]}::uuid[])`;
}

/** By what the database knows of its words: to find hundreds of thousands only to pass them over would cost more than all else. */
async function areCommon(trx: Transaction<Database>, tenantId: TenantId, words: readonly string[]): Promise<boolean> {
  const { rows } = await sql<Record<string, [{ Plan: { "Plan Rows": number } }]>>`
    explain (format json) select from ticket t where t.tenant_id = ${tenantId} and t.words @@ ${toQuery(words)}`.execute(
    trx,
  );
  const [estimate] = Object.values(rows[0] ?? {}).flat();
  return (estimate?.Plan["Plan Rows"] ?? 0) > 10 * mostFound;
}

const orders: Readonly<Record<TicketOrder, RawBuilder<unknown>>> = {
  newest: sql`t.id desc`,
  due: sql`t.next_due_at, t.id desc`,
  priority: sql`t.priority, t.id desc`,
};

const keys: Readonly<Record<TicketOrder, RawBuilder<string | null>>> = {
  newest: sql`null::text`,
  due: sql`to_char(t.next_due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  priority: sql`t.priority::text`,
};
