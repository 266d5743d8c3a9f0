import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { TicketStatus, TicketType } from "../../schemas/ticket.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** Which tickets are listed: those that fit all that is given. Of a list any one of its values will do. */
export interface TicketFilter {
  /** The only clients that whoever asks may see; null = all. */
  clientIds: readonly ClientId[] | null;
  statuses?: readonly TicketStatus[] | undefined;
  /** `open`: not resolved, closed or cancelled; `ended`: one of these. */
  stage?: "open" | "ended" | undefined;
  /** Names, without regard to case. */
  clients?: readonly string[] | undefined;
  priorities?: readonly number[] | undefined;
  types?: readonly TicketType[] | undefined;
  queues?: readonly string[] | undefined;
  /** E-mail addresses; null among them = nobody. */
  assignees?: readonly (string | null)[] | undefined;
  /** Names of connections on which it has a record. */
  connections?: readonly string[] | undefined;
  createdSince?: Date | undefined;
  createdBefore?: Date | undefined;
  dueBefore?: Date | undefined;
  /** Words, or their beginnings, of the title; all of them. */
  words?: readonly string[] | undefined;
}

/** `newest` first; by what is `due` next, of open tickets; by `priority`, of open tickets, the newest of each first. */
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
const open = sql<boolean>`t.status not in ('resolved', 'closed', 'cancelled')`;

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
    const ids =
      order === "newest"
        ? await findNewest(trx, tenantId, filter, paging)
        : await findInOrder(trx, tenantId, filter, paging);
    const { rows } = await sql<TicketRow & { key: string | null }>`
      select t.id, t.code, c.name as client, t.status, t.priority, t.fields ->> 'title' as title, t.queue, t.assignee,
        t.created_at as "createdAt", t.next_due_at as "dueAt", ${keys[order]} as key,
        (select string_agg(l.external_number, ', ' order by l.id) from link l
          where l.tenant_id = t.tenant_id and l.ticket_id = t.id) as numbers
      from ticket t join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
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
  filter: TicketFilter,
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
  const { rows } = await sql<{ id: string }>`
    with fitting as materialized (
      select t.id from ticket t where ${conditions} and ${behind} and ${await byWords(trx, filter)}
    )
    select id from fitting order by id desc limit ${limit + 1}`.execute(trx);
  return rows.map(({ id }) => id);
};

const findInOrder: Find = async (trx, tenantId, filter, { order, after, limit }) => {
  const conditions = [...listConditions(tenantId, filter), ...placeOf(order, after), await byWords(trx, filter)];
  const { rows } = await sql<{ id: string }>`
    select t.id from ticket t where ${sql.join(conditions, sql` and `)} order by ${orders[order]} limit ${limit + 1}`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
};

/** The tickets themselves where their titles' words say which they are. */
async function byWords(trx: Transaction<Database>, { words }: TicketFilter): Promise<RawBuilder<boolean>> {
  if (!words) return sql`true`;
  const { rows } = await sql<{ id: string }>`select id from search_tickets(${toQuery(words)}, ${mostFound})`.execute(
    trx,
  );
  return rows.length === mostFound ? sql`true` : sql`t.id = any(${rows.map(({ id }) => id)}::uuid[])`;
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

/** Open tickets behind the last one of the page before. */
function placeOf(order: TicketOrder, after: TicketPlace | null): RawBuilder<boolean>[] {
  const within = order === "due" ? [open, sql<boolean>`t.next_due_at is not null`] : [open];
  if (after?.key == null) return within;
  const { id, key } = after;
  // Two bounds: the first is what the index is entered by.
  const column = order === "due" ? sql`t.next_due_at` : sql`t.priority`;
  const value = order === "due" ? sql`${key}::timestamptz` : sql`${key}::int`;
  return [...within, sql`${column} >= ${value}`, sql`(${column} > ${value} or t.id < ${id}::uuid)`];
}

function listConditions(tenantId: TenantId, filter: TicketFilter): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [sql`t.tenant_id = ${tenantId}`];
  const { stage, clients, connections, words } = filter;
  if (filter.clientIds) conditions.push(sql`t.client_id = any(${[...filter.clientIds]}::uuid[])`);
  if (stage === "open") conditions.push(open);
  if (stage === "ended") conditions.push(sql`t.status in ('resolved', 'closed', 'cancelled')`);
  if (filter.statuses) conditions.push(sql`t.status = any(${[...filter.statuses]}::text[])`);
  if (filter.priorities) conditions.push(sql`t.priority = any(${[...filter.priorities]}::int[])`);
  if (filter.types) conditions.push(sql`t.type = any(${[...filter.types]}::text[])`);
  if (filter.queues) conditions.push(sql`t.queue = any(${[...filter.queues]}::text[])`);
  if (filter.assignees) conditions.push(ofAssignees(filter.assignees));
  if (clients) conditions.push(ofClients(tenantId, clients));
  if (connections) conditions.push(onConnections(connections));
  if (filter.createdSince) conditions.push(sql`t.created_at >= ${filter.createdSince}`);
  if (filter.createdBefore) conditions.push(sql`t.created_at < ${filter.createdBefore}`);
  if (filter.dueBefore) conditions.push(sql`t.next_due_at < ${filter.dueBefore}`, open);
  if (words) conditions.push(sql`t.words @@ ${toQuery(words)}`);
  return conditions;
}

/** Asked for first, so that the planner knows that there are few. */
function ofClients(tenantId: TenantId, names: readonly string[]): RawBuilder<boolean> {
  return sql`t.client_id = any(array(select id from client
    where tenant_id = ${tenantId} and lower(name) = any(${names.map((name) => name.toLowerCase())}::text[])))`;
}

function onConnections(names: readonly string[]): RawBuilder<boolean> {
  return sql`exists (select 1 from link l join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
    where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.state in ('creating', 'unknown', 'active')
      and n.name = any(${[...names]}::text[]))`;
}

function ofAssignees(assignees: readonly (string | null)[]): RawBuilder<boolean> {
  const named = assignees.flatMap((address) => (address === null ? [] : [address.toLowerCase()]));
  const nobody = assignees.includes(null);
  if (named.length === 0) return sql`t.assignee is null`;
  const byName = sql<boolean>`t.assignee = any(${named}::text[])`;
  return nobody ? sql`(${byName} or t.assignee is null)` : byName;
}

/** Each word as a quoted lexeme that may go on: no sign of the query language is left in it. */
function toQuery(words: readonly string[]): RawBuilder<unknown> {
  const plain = words.map((word) => word.replaceAll(/['\\]/g, " ").trim()).filter((word) => word !== "");
  return sql`to_tsquery('simple', ${plain.map((word) => `'${word}':*`).join(" & ")})`;
}
