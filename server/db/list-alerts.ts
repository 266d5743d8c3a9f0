import { type Kysely, type RawBuilder, sql } from "kysely";
import type { AlertCondition, AlertHandling, Severity } from "../../schemas/alert.ts";
import type { AlertId, ClientId, TenantId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

export interface AlertView {
  id: string;
  connection: string;
  client: string;
  clientId: string;
  title: string;
  resource: string | null;
  severity: Severity;
  condition: AlertCondition;
  handling: AlertHandling;
  /** Why it has no ticket of its own, in a word and in full; null = it has one, or needs none. */
  waiting: { reason: string; detail: string; since: string } | null;
  flapping: boolean;
  eventCount: number;
  episode: number;
  raisedAt: Date;
  clearedAt: Date | null;
  lastSeenAt: Date;
  /** When the ticket that a person has closed is told that this still fires; null = it has been, or need not be. */
  remindAt: Date | null;
  ticketId: string | null;
  ticket: string | null;
  ticketTitle: string | null;
  /** With what it shares its ticket, and why; null = it has the ticket for itself, or has none. */
  group: AlertGroup | null;
}

export interface AlertGroup {
  /** What its members have in common. */
  key: string;
  /** Of the alert that opened it. */
  title: string;
  /** That have joined, the first included. */
  alerts: number;
  /** Why this one belongs to it; null = it is not kept any more. */
  reason: string | null;
  detail: string | null;
}

const columns = sql`a.id, n.name as connection, c.name as client, a.client_id as "clientId", a.title, a.resource, a.severity, a.condition, a.handling,
  case when a.waiting is not null then json_build_object('reason', a.waiting ->> 'reason', 'detail', a.waiting ->> 'detail', 'since', a.waiting ->> 'since') end as waiting,
  coalesce((a.flips ->> 'until')::timestamptz > now(), false) as flapping, a.event_count::int as "eventCount", a.episode,
  a.raised_at as "raisedAt", a.cleared_at as "clearedAt", a.last_seen_at as "lastSeenAt", a.remind_at as "remindAt", a.ticket_id as "ticketId", t.code as ticket,
  t.fields ->> 'title' as "ticketTitle",
  case when f.alerts > 1 then json_build_object('key', f.group_key, 'title', f.title, 'alerts', f.alerts, 'reason', j.reason, 'detail', j.detail) end as "group"`;
const from = sql`alert a join connection n on n.tenant_id = a.tenant_id and n.id = a.connection_id
  join client c on c.tenant_id = a.tenant_id and c.id = a.client_id
  left join ticket t on t.tenant_id = a.tenant_id and t.id = a.ticket_id
  left join fold f on f.tenant_id = a.tenant_id and f.id = a.fold_id and f.ticket_id = a.ticket_id
  left join lateral (select e.reason, e.detail from event e where f.alerts > 1 and e.tenant_id = a.tenant_id and e.alert_id = a.id
    and e.decision in ('join', 'openTicket') order by e.at desc limit 1) j on true`;
const changedAt = sql`coalesce(a.cleared_at, a.raised_at)`;

export interface AlertQuery {
  /** `firing`: only what is wrong now; `waiting`: only what opens no ticket. */
  which: "all" | "firing" | "waiting";
  limit: number;
  /** The only clients that whoever asks may see; null = all. */
  clientIds: readonly ClientId[] | null;
  conditions?: readonly AlertCondition[] | undefined;
  handlings?: readonly AlertHandling[] | undefined;
  severities?: readonly Severity[] | undefined;
  /** Names, without regard to case. */
  clients?: readonly string[] | undefined;
  connections?: readonly string[] | undefined;
  /** Only those of this ticket. */
  ticketId?: string | undefined;
  /** `heard`: those that were heard of last come first; `changed`: those that began or ended last, whatever was repeated. */
  order?: "heard" | "changed" | undefined;
  /** The last alert of the page before; null = from the beginning. */
  after?: AlertPlace | null | undefined;
}

/** The last alert of a page, as its order knows it. */
export interface AlertPlace {
  id: string;
  /** ISO, microseconds. */
  key: string;
}

export interface AlertPage {
  alerts: readonly AlertView[];
  /** Where the next page begins; null = there is none. */
  next: AlertPlace | null;
}

/** One page of those alerts that fit all that is given. */
export async function listAlerts(db: Kysely<Database>, tenantId: TenantId, query: AlertQuery): Promise<AlertPage> {
  const { limit, order = "heard", after = null } = query;
  const by = order === "heard" ? sql`a.last_seen_at` : changedAt;
  const conditions = listConditions(tenantId, query);
  // Two bounds: the first is what the index is entered by.
  if (after) {
    const key = sql`${after.key}::timestamptz`;
    conditions.push(sql`${by} <= ${key}`, sql`(${by} < ${key} or a.id < ${after.id}::uuid)`);
  }
  return withTenant(db, tenantId, async (trx) => {
    // Found first, then told: what is told of an alert is looked up for one page alone.
    const { rows } = await sql<AlertView & { key: string }>`
      with page as materialized (
        select a.id from alert a where ${sql.join(conditions, sql` and `)} order by ${by} desc, a.id desc limit ${limit + 1}
      )
      select ${columns}, to_char(${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key from ${from}
      where a.tenant_id = ${tenantId} and a.id in (select id from page) order by ${by} desc, a.id desc`.execute(trx);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      alerts: rows.slice(0, limit).map(({ key: _key, ...row }) => row),
      next: last ? { id: last.id, key: last.key } : null,
    };
  });
}

function listConditions(tenantId: TenantId, query: AlertQuery): RawBuilder<boolean>[] {
  const { which, clientIds, clients, connections } = query;
  const conditions: RawBuilder<boolean>[] = [sql`a.tenant_id = ${tenantId}`];
  if (which === "firing") conditions.push(sql`a.condition = 'firing'`);
  if (which === "waiting") conditions.push(sql`a.waiting is not null`);
  if (clientIds) conditions.push(sql`a.client_id = any(${[...clientIds]}::uuid[])`);
  if (query.conditions) conditions.push(sql`a.condition = any(${[...query.conditions]}::text[])`);
  if (query.handlings) conditions.push(sql`a.handling = any(${[...query.handlings]}::text[])`);
  if (query.severities) conditions.push(sql`a.severity = any(${[...query.severities]}::text[])`);
  if (query.ticketId !== undefined) conditions.push(sql`a.ticket_id = ${query.ticketId}::uuid`);
  if (clients)
    conditions.push(sql`a.client_id = any(array(select id from client
      where tenant_id = ${tenantId} and lower(name) = any(${clients.map((name) => name.toLowerCase())}::text[])))`);
  if (connections)
    conditions.push(sql`a.connection_id = any(array(select id from connection
      where tenant_id = ${tenantId} and name = any(${[...connections]}::text[])))`);
  return conditions;
}

export interface AlertStory extends AlertView {
  events: readonly {
    at: string;
    condition: AlertCondition;
    severity: Severity;
    decision: string;
    reason: string;
    detail: string | null;
    deliveryId: string | null;
  }[];
}

/** One alert with what was decided about it and why, newest first. */
export async function showAlert(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: AlertId,
): Promise<AlertStory | undefined> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<AlertStory>`select ${columns},
        (select coalesce(json_agg(e order by e.at desc), '[]') from (
          select at, condition, severity, decision, reason, detail, delivery_id as "deliveryId" from event
          where tenant_id = a.tenant_id and alert_id = a.id order by at desc limit 200) e) as events
      from ${from} where a.tenant_id = ${tenantId} and a.id = ${id}`.execute(trx);
    return rows[0];
  });
}
