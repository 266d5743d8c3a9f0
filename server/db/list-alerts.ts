import { type Kysely, sql } from "kysely";
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
}

const columns = sql`a.id, n.name as connection, c.name as client, a.client_id as "clientId", a.title, a.resource, a.severity, a.condition, a.handling,
  case when a.waiting is not null then json_build_object('reason', a.waiting ->> 'reason', 'detail', a.waiting ->> 'detail', 'since', a.waiting ->> 'since') end as waiting,
  coalesce((a.flips ->> 'until')::timestamptz > now(), false) as flapping, a.event_count::int as "eventCount", a.episode,
  a.raised_at as "raisedAt", a.cleared_at as "clearedAt", a.last_seen_at as "lastSeenAt", a.remind_at as "remindAt", a.ticket_id as "ticketId", t.code as ticket`;
const from = sql`alert a join connection n on n.tenant_id = a.tenant_id and n.id = a.connection_id
  join client c on c.tenant_id = a.tenant_id and c.id = a.client_id
  left join ticket t on t.tenant_id = a.tenant_id and t.id = a.ticket_id`;

export interface AlertQuery {
  which: "all" | "firing" | "waiting";
  limit: number;
  /** The only clients that whoever asks may see; null = all. */
  clientIds: readonly ClientId[] | null;
}

/** Those that were heard of last come first. @param which `firing`: only what is wrong now; `waiting`: only what opens no ticket */
export async function listAlerts(
  db: Kysely<Database>,
  tenantId: TenantId,
  { which, limit, clientIds }: AlertQuery,
): Promise<readonly AlertView[]> {
  const only = { all: sql`true`, firing: sql`a.condition = 'firing'`, waiting: sql`a.waiting is not null` }[which];
  const own = clientIds ? sql`a.client_id = any(${[...clientIds]}::uuid[])` : sql`true`;
  return withTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<AlertView>`select ${columns} from ${from}
      where a.tenant_id = ${tenantId} and ${only} and ${own} order by a.last_seen_at desc, a.id desc limit ${limit}`.execute(
      trx,
    );
    return rows;
  });
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
