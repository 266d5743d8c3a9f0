import { sql, type Transaction } from "kysely";
import type { ClockHistory, ClockStore, KnownClock } from "../../../core/ports/stores.ts";
import type { ClockFire } from "../../../core/sla/decide-clocks.ts";
import type { StatusAt } from "../../../core/sla/read-ledger.ts";
import { TicketId } from "../../../schemas/ids.ts";
import { SlaTarget } from "../../../schemas/sla-plan.ts";
import { Actor, TicketStatus } from "../../../schemas/ticket.ts";
import type { Database } from "../database.ts";

interface HistoryRow {
  id: string;
  client: string;
  started_at: Date | null;
  theirs: { connection: string; responseDueAt: string | null; resolutionDueAt: string | null } | null;
  statuses: { at: string; from: unknown; to: unknown; by: unknown }[];
  words: string[];
  moves: { field: "queue" | "assignee"; at: string; from: string | null; to: string | null; by: unknown }[];
  clocks: {
    target: string;
    round: number;
    stage: KnownClock["stage"];
    dueAt: string | null;
    version: number;
    fired: FiredRow[];
  }[];
}

interface FiredRow {
  kind: ClockFire["kind"];
  at: string;
}

/** One query for all tickets: their statuses, public words, and clocks with what these have done. */
export async function readHistories(
  trx: Transaction<Database>,
  tenantId: string,
  tickets: Parameters<ClockStore["histories"]>[0],
  now: Date,
): ReturnType<ClockStore["histories"]> {
  const { rows } = await sql<HistoryRow>`
    select t.id, c.name as client, t.sla_started_at as started_at,
      (select json_build_object('connection', n.name, 'responseDueAt', l.sla ->> 'responseDueAt', 'resolutionDueAt', l.sla ->> 'resolutionDueAt')
        from link l join connection n on n.tenant_id = l.tenant_id and n.id = l.connection_id and n.removed_at is null
        where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.state = 'active' and n.sync_rules -> 'ownsDue' = 'true' and l.sla is not null
        order by l.id limit 1) as theirs,
      (select coalesce(json_agg(json_build_object('at', coalesce(h.happened_at, h.at), 'from', h.from_value, 'to', h.to_value, 'by', h.by)
          order by coalesce(h.happened_at, h.at), h.rev), '[]')
        from change h where h.tenant_id = t.tenant_id and h.ticket_id = t.id and h.field = 'status') as statuses,
      (select coalesce(json_agg(json_build_object('field', h.field, 'at', coalesce(h.happened_at, h.at), 'from', h.from_value, 'to', h.to_value, 'by', h.by)
          order by coalesce(h.happened_at, h.at), h.rev), '[]')
        from change h where h.tenant_id = t.tenant_id and h.ticket_id = t.id and h.field in ('queue', 'assignee')) as moves,
      (select coalesce(json_agg(m.created_at order by m.created_at), '[]') from comment m
        where m.tenant_id = t.tenant_id and m.ticket_id = t.id and m.visibility = 'public' and m.author_kind = 'technician') as words,
      (select coalesce(json_agg(json_build_object('target', k.target, 'round', k.round, 'stage', k.stage, 'dueAt', k.due_at, 'version', k.version,
          'fired', (select coalesce(json_agg(json_build_object('kind', f.kind, 'at', f.due_at)), '[]')
            from clock_fire f where f.tenant_id = k.tenant_id and f.clock_id = k.id))), '[]')
        from clock k where k.tenant_id = t.tenant_id and k.ticket_id = t.id) as clocks
    from ticket t join client c on c.tenant_id = t.tenant_id and c.id = t.client_id
    where t.tenant_id = ${tenantId} and t.id = any(${tickets.map(({ ticket }) => ticket.id)}::uuid[])`.execute(trx);
  const asked = new Map<string, (typeof tickets)[number]>(tickets.map((one) => [one.ticket.id, one]));
  return new Map(
    rows.flatMap((row) => {
      const one = asked.get(row.id);
      return one ? [[TicketId.parse(row.id), toHistory(row, one, now)] as const] : [];
    }),
  );
}

function toHistory(
  row: HistoryRow,
  { ticket, startedAt }: Parameters<ClockStore["histories"]>[0][number],
  now: Date,
): ClockHistory {
  const begun = (row.started_at ?? startedAt ?? ticket.createdAt).getTime();
  const seen = (at: string) => Math.min(Date.parse(at), now.getTime());
  const first = row.statuses[0] ? TicketStatus.parse(row.statuses[0].from) : ticket.fields.status;
  const moves: StatusAt[] = row.statuses.map(({ at, to, by }) => ({
    at: seen(at),
    status: TicketStatus.parse(to),
    byPerson: Actor.parse(by).kind !== "rule",
  }));
  const queues = row.moves.filter(({ field }) => field === "queue");
  const firstQueue = queues[0] ? queues[0].from : ticket.fields.queue;
  const known = row.clocks.map(toKnown);
  const open = known.filter(
    ({ target, stage }) => target === "update" && stage !== "completed" && stage !== "cancelled",
  );
  return {
    client: row.client,
    theirs: row.theirs && {
      connection: row.theirs.connection,
      due: { response: toInstant(row.theirs.responseDueAt), resolution: toInstant(row.theirs.resolutionDueAt) },
    },
    known,
    ledger: {
      startedAt: Math.min(begun, now.getTime()),
      statuses: [{ at: begun, status: first, byPerson: true }, ...moves],
      words: row.words.map(seen),
      queues: [{ at: begun, queue: firstQueue }, ...queues.map(({ at, to }) => ({ at: seen(at), queue: to }))],
      assigned: row.moves
        .filter(({ field, to, by }) => field === "assignee" && to !== null && Actor.parse(by).kind !== "rule")
        .map(({ at }) => seen(at)),
      firstRound: open.length > 0 ? Math.min(...open.map(({ round }) => round)) : lastRound(known),
    },
  };
}

const toInstant = (at: string | null) => (at === null ? null : new Date(at));

/** The round before the next one may still be taken back: a comment can be made internal. */
function lastRound(known: readonly KnownClock[]): number {
  return Math.max(1, ...known.filter(({ target }) => target === "update").map(({ round }) => round));
}

function toKnown({ target, stage, round, version, dueAt, fired }: HistoryRow["clocks"][number]): KnownClock {
  return {
    target: SlaTarget.parse(target),
    round,
    stage,
    version,
    dueAt: toInstant(dueAt),
    fired: fired.map(({ kind, at }) => ({ kind, at: new Date(at) })),
  };
}
