import { type RawBuilder, sql } from "kysely";
import type { ClientId, TenantId } from "../../schemas/ids.ts";
import type { TicketStatus, TicketType } from "../../schemas/ticket.ts";

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
  /** Words, or their beginnings, of the title, all of them; a word alone may be a number or code as well. */
  words?: readonly string[] | undefined;
}

export interface NamedFilter extends TicketFilter {
  /** Tickets whose number or code is the one word that is searched for. */
  named: readonly string[];
}

/** A ticket `t` on which somebody still works. */
export const open = sql<boolean>`t.status not in ('resolved', 'closed', 'cancelled')`;

/** What a ticket `t` must fit. */
export function listConditions(tenantId: TenantId, filter: NamedFilter): RawBuilder<boolean>[] {
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
  if (words) conditions.push(sql`(t.words @@ ${toQuery(words)} or t.id = any(${[...filter.named]}::uuid[]))`);
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
export function toQuery(words: readonly string[]): RawBuilder<unknown> {
  const plain = words.map((word) => word.replaceAll(/['\\]/g, " ").trim()).filter((word) => word !== "");
  return sql`to_tsquery('simple', ${plain.map((word) => `'${word}':*`).join(" & ")})`;
}
