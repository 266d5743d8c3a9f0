import { type Kysely, sql } from "kysely";
import type { AlertCondition, AlertHandling, Severity } from "../../schemas/alert.ts";
import type { TextFormat, Visibility } from "../../schemas/comment.ts";
import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { LinkState } from "../../schemas/link.ts";
import type { TicketRouting } from "../../schemas/ticket.ts";
import type { Database } from "./database.ts";
import { withTenantSnapshot } from "./tenant.ts";

/** One line of a ticket's story: what happened, why, and through whom. */
export interface TimelineEntry {
  at: Date;
  kind: "event" | "change" | "comment" | "write" | "observation" | "conflict" | "sla" | "escalation" | "page";
  text: string;
  reason: string | null;
  /** The values that the sentence is made of, for who writes it in another language. */
  detail: unknown;
}

export interface TicketView {
  id: string;
  code: string | null;
  client: string;
  clientId: string;
  rev: number;
  fields: Record<string, unknown>;
  /** What rules decided beside the fields; null = it was not opened by an alert. */
  routing: TicketRouting | null;
  createdAt: Date;
  /** Of updates the newest round. */
  clocks: readonly {
    target: string;
    round: number;
    stage: string;
    dueAt: Date | null;
    breachedAt: Date | null;
    policy: string;
    calendar: string;
    /** The connection whose own due instant counts in place of ours. */
    dueBy: string | null;
  }[];
  alerts: readonly {
    id: string;
    title: string;
    condition: AlertCondition;
    handling: AlertHandling;
    severity: Severity;
    eventCount: number;
    episode: number;
    /** What its tool shall hold of our doing, what it was told, and why that has not succeeded. */
    source: { wanted: string; done: string; agreed: boolean; error: string | null };
  }[];
  links: readonly {
    id: string;
    connection: string;
    connector: string;
    state: LinkState;
    externalId: string | null;
    number: string | null;
    url: string | null;
    agreed: boolean;
    /** The desk's own dates, as last read. */
    sla: { responseDueAt: string | null; resolutionDueAt: string | null } | null;
    held: Record<string, unknown>;
    lastError: string | null;
  }[];
  comments: readonly {
    id: string;
    at: Date;
    author: string | null;
    visibility: Visibility;
    body: string;
    format: TextFormat;
  }[];
  attachments: readonly {
    id: string;
    at: Date;
    fileName: string;
    sizeBytes: number;
    visibility: Visibility;
    /** Its bytes are here; else it was too large, and is in the desk where it hangs. */
    kept: boolean;
    copies: readonly { connection: string; state: string; detail: string | null }[];
  }[];
  conflicts: number;
  timeline: readonly TimelineEntry[];
}

/** A ticket with all its links, and everything that led to it in one line of time. */
export async function showTicket(
  db: Kysely<Database>,
  tenantId: TenantId,
  id: TicketId | string,
): Promise<TicketView | undefined> {
  return withTenantSnapshot(db, tenantId, async (trx) => {
    const { rows } = await sql<TicketView>`
      select t.id, t.code, c.name as client, t.client_id as "clientId", t.rev::int as rev, t.fields, t.routing, t.created_at as "createdAt",
        (select coalesce(json_agg(json_build_object('target', k.target, 'round', k.round, 'stage', k.stage, 'dueAt', k.due_at,
            'breachedAt', k.breached_at, 'policy', k.policy, 'calendar', k.calendar, 'dueBy', k.due_by)
            order by array_position(array['response', 'update', 'resolution'], k.target)), '[]')
          from (select distinct on (c.target) c.* from clock c where c.tenant_id = t.tenant_id and c.ticket_id = t.id
            order by c.target, c.round desc) k) as clocks,
        (select coalesce(json_agg(json_build_object('id', a.id, 'title', a.title, 'condition', a.condition, 'handling', a.handling,
            'severity', a.severity, 'eventCount', a.event_count, 'episode', a.episode,
            'source', json_build_object('wanted', a.source_wanted, 'done', a.source_done, 'agreed', not a.source_owed, 'error', a.source_error)) order by a.id), '[]')
          from alert a where a.tenant_id = t.tenant_id and a.ticket_id = t.id) as alerts,
        (select coalesce(json_agg(json_build_object('id', l.id, 'connection', n.name, 'connector', n.connector, 'state', l.state, 'externalId', l.external_id,
            'number', l.external_number, 'url', l.external_url, 'agreed', l.wanted_rev <= l.done_rev, 'sla', l.sla, 'lastError', l.last_error,
            'held', (select coalesce(json_object_agg(f.key, f.value -> 'held'), '{}') from jsonb_each(l.fields) f where f.value ? 'held')) order by l.id), '[]')
          from link l join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
          where l.tenant_id = t.tenant_id and l.ticket_id = t.id) as links,
        (select coalesce(json_agg(json_build_object('id', m.id, 'at', m.created_at, 'author', m.author_name, 'visibility', m.visibility, 'body', m.body, 'format', m.format) order by m.created_at), '[]')
          from comment m where m.tenant_id = t.tenant_id and m.ticket_id = t.id) as comments,
        (select coalesce(json_agg(json_build_object('id', f.id, 'at', f.created_at, 'fileName', f.file_name, 'sizeBytes', f.size_bytes, 'visibility', f.visibility,
            'kept', f.sha256 is not null, 'copies', (select coalesce(json_agg(json_build_object('connection', n.name, 'state', p.state, 'detail', p.detail)), '[]')
              from attachment_link p join link l on l.tenant_id = p.tenant_id and l.id = p.link_id
              join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
              where p.tenant_id = f.tenant_id and p.attachment_id = f.id and p.state <> 'left')) order by f.created_at), '[]')
          from attachment f where f.tenant_id = t.tenant_id and f.ticket_id = t.id) as attachments,
        (select count(*)::int from conflict x where x.tenant_id = t.tenant_id and x.ticket_id = t.id) as conflicts
      from ticket t join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
      where t.tenant_id = ${tenantId} and t.id = ${id}::uuid`.execute(trx);
    const [view] = rows;
    if (!view) return undefined;
    const { rows: timeline } = await readTimeline(tenantId, id).execute(trx);
    return { ...view, timeline };
  });
}

/** Of one instant what leads to something comes first. */
const order = sql`array['event', 'observation', 'conflict', 'change', 'comment', 'sla', 'escalation', 'page', 'write']`;
/** What the duty plan calls the person of page p now. */
const named = sql`(select one ->> 'name' from jsonb_array_elements((select r.rules -> 'people' from rule_set r
  where r.tenant_id = p.tenant_id and r.kind = 'onCall' order by r.version desc limit 1)) one where one ->> 'id' = p.person limit 1)`;
/** Thresholds in the order in which they were due: 50 % before it was broken, though both were noticed at once. */
const fireTie = sql`'2 ' || to_char(f.due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || k.target
  || lpad(case f.kind when 'breach' then '100' else substr(f.kind, 8) end, 4, '0')`;

/** Events, changes, comments, writes and their answers, readings, conflicts, what SLA clocks did and who was told, oldest first. */
function readTimeline(tenantId: TenantId, id: string) {
  // Whoever did it in a desk did it through a connection, of which people know the name.
  const via = (table: string) => sql`(select v.name from connection v
    where v.tenant_id = ${sql.ref(`${table}.tenant_id`)} and v.id::text = ${sql.ref(`${table}.by`)} ->> 'connectionId')`;
  return sql<TimelineEntry>`
    select at, kind, text, reason, detail from (
    select at, id::text as tie, 'event' as kind, case reason
          when 'notListedAnyMore' then format('the tool does not list it any more (%s)', severity)
          when 'stillFires' then format('it still fires though its ticket was %s (%s)', detail, severity)
          when 'notHeardOf' then format('nothing was heard of it for too long (%s)', severity)
          else format('the tool reported %s (%s)%s', condition, severity, (select ', by the rules ' || string_agg(distinct b ->> 'ruleId', ', ')
            from jsonb_array_elements(because) b where b ->> 'ruleId' not like 'lookup:%')) end as text, reason,
        json_build_object('delivery', delivery_id, 'episode', episode, 'decision', decision, 'because', because, 'condition', condition, 'severity', severity,
          'alert', alert_id, 'title', (select a.title from alert a where a.tenant_id = event.tenant_id and a.id = event.alert_id)) as detail
      from event where tenant_id = ${tenantId} and ticket_id = ${id}::uuid
    union all select at, lpad(rev::text, 20, '0') || field, 'change', format('%s: %s → %s', field, from_value #>> '{}', to_value #>> '{}'), reason, json_build_object('by', by, 'via', ${via("change")}, 'rev', rev, 'field', field, 'from', from_value, 'to', to_value)
      from change where tenant_id = ${tenantId} and ticket_id = ${id}::uuid
    union all select created_at, id::text, 'comment', format('%s comment by %s: %s', visibility, coalesce(author_name, 'unknown'), left(body, 200)), null,
        json_build_object('by', by, 'via', ${via("comment")}, 'comment', id, 'visibility', visibility, 'author', author_name, 'authorKind', author_kind)
      from comment where tenant_id = ${tenantId} and ticket_id = ${id}::uuid
    union all select w.at, w.id::text, 'write', format('%s to %s: %s', w.operation, n.name, w.outcome), w.detail,
        json_build_object('sent', w.sent, 'tookMs', w.took_ms, 'operation', w.operation, 'outcome', w.outcome, 'connection', n.name)
      from vendor_write w left join link l on l.tenant_id = w.tenant_id and l.id = w.link_id
      join connection n on n.tenant_id = w.tenant_id and n.id = coalesce(l.connection_id, w.connection_id)
      where w.tenant_id = ${tenantId} and w.ticket_id = ${id}::uuid
    union all select o.at, o.id::text, 'observation', format('read from %s', n.name), (select string_agg(format('%s: %s', r.key, r.value), ', ') from jsonb_each_text(o.reasons) r),
        json_build_object('raw', o.raw, 'version', o.version, 'reasons', o.reasons, 'connection', n.name)
      from observation o join link l on l.tenant_id = o.tenant_id and l.id = o.link_id
      join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id
      where o.tenant_id = ${tenantId} and l.ticket_id = ${id}::uuid
    union all select x.at, x.id::text, 'conflict', format('%s: ours %s, %s says %s; stands: %s', x.field, x.ours #>> '{}', n.name, x.theirs #>> '{}', x.winner), x.reason,
        json_build_object('field', x.field, 'ours', x.ours, 'theirs', x.theirs, 'winner', x.winner, 'connection', n.name)
      from conflict x join connection n on n.tenant_id = x.tenant_id and n.id = x.connection_id
      where x.tenant_id = ${tenantId} and x.ticket_id = ${id}::uuid
    union all select f.fired_at, ${fireTie}, 'sla', case f.kind
          when 'breach' then format('the %s target was breached', k.target)
          else format('%s %% of the %s target are used', substr(f.kind, 8), k.target) end, null,
        json_build_object('dueAt', f.due_at, 'lateMs', f.late_ms, 'round', k.round, 'target', k.target, 'fired', f.kind)
      from clock_fire f join clock k on k.tenant_id = f.tenant_id and k.id = f.clock_id
      where f.tenant_id = ${tenantId} and k.ticket_id = ${id}::uuid
    union all select at, '1 ' || target || lpad(round::text, 6, '0'), 'sla', format('%s is due %s instead of %s', target, coalesce(to_char(to_due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"'), 'never while it is paused'),
          coalesce(to_char(from_due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"'), 'never')), coalesce(nullif(detail, ''), because),
        json_build_object('from', from_due_at, 'to', to_due_at, 'round', round, 'because', because, 'target', target)
      from clock_move where tenant_id = ${tenantId} and ticket_id = ${id}::uuid
    union all select started_at, '1 ' || id, 'escalation', format('the escalation “%s” begins: %s', policy, case cause ->> 'kind'
          when 'opened' then 'the ticket was opened'
          else format('%s %% of the %s target are used', cause ->> 'share', cause ->> 'target') end), null, json_build_object('id', id, 'version', version, 'policy', policy, 'cause', cause)
      from escalation where tenant_id = ${tenantId} and ticket_id = ${id}::uuid
    union all select ended_at, '2 ' || id, 'escalation', format('the escalation “%s” is over: %s%s%s', policy, stage,
          coalesce(' by ' || ended_by, ''), coalesce(' through ' || ended_via, '')), ended_reason,
        json_build_object('id', id, 'policy', policy, 'stage', stage, 'endedBy', ended_by, 'endedVia', ended_via)
      from escalation where tenant_id = ${tenantId} and ticket_id = ${id}::uuid and ended_at is not null
    union all select coalesce(p.sent_at, p.created_at), p.id::text, 'page', format('page to %s by %s through %s: %s', coalesce(p.person, p.content ->> 'address'), p.content ->> 'channel', n.name, p.state),
        p.detail, json_build_object('id', p.id, 'escalation', p.escalation_id, 'told', coalesce(${named}, p.person, p.content ->> 'address'), 'channel', p.content ->> 'channel',
          'connection', n.name, 'state', p.state, 'step', p.step + 1, 'attempts', p.attempts, 'arrivedAt', p.arrived_at, 'answeredAt', p.answered_at, 'answer', p.answer)
      from page p join connection n on n.tenant_id = p.tenant_id and n.id = p.connection_id
      where p.tenant_id = ${tenantId} and p.ticket_id = ${id}::uuid
    ) entry order by at, array_position(${order}, kind), tie`;
}
