import { type Selectable, sql, type Transaction } from "kysely";
import type { Escalation, EscalationStore } from "../../../core/ports/stores.ts";
import { DutyPlan, EscalationCause } from "../../../schemas/escalation.ts";
import { ConnectionId, TicketId } from "../../../schemas/ids.ts";
import { Override, PersonId } from "../../../schemas/on-call.ts";
import { toJsonb } from "../clean.ts";
import type { Database } from "../database.ts";
import type { EscalationTable } from "../tables/duty.ts";

export function createEscalationStore(trx: Transaction<Database>, tenantId: string): EscalationStore {
  return {
    newestPlan: async (known) => {
      const { rows } = await sql<{ version: number; plan: unknown }>`
        select version, case when version = ${known} then null else rules end as plan from rule_set
        where tenant_id = ${tenantId} and kind = 'onCall' order by version desc limit 1`.execute(trx);
      const [row] = rows;
      if (!row) return { version: 0, plan: undefined };
      return { version: row.version, plan: row.plan === null ? undefined : DutyPlan.parse(row.plan) };
    },
    overrides: async (from) => {
      const rows = await trx
        .selectFrom("duty_override")
        .select("content")
        .where("tenant_id", "=", tenantId)
        .where("removed_at", "is", null)
        .where("to_at", ">", from)
        .orderBy("created_at")
        .orderBy("id")
        .orderBy("part")
        .execute();
      return rows.map(({ content }) => Override.parse(content));
    },
    pagers: async () => {
      const rows = await trx
        .selectFrom("connection")
        .select(["id", "name"])
        .where("tenant_id", "=", tenantId)
        .where("kind", "=", "pager")
        .where("removed_at", "is", null)
        .execute();
      return new Map(rows.map(({ id, name }) => [name, ConnectionId.parse(id)]));
    },
    begin: async (escalation, causeKey) => {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto("escalation")
        .values(toRow(tenantId, escalation, causeKey))
        .onConflict((conflict) => conflict.columns(["tenant_id", "ticket_id", "policy", "cause_key"]).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    listDue: async (most, before) => {
      const { rows } = await sql<{ ticket_id: string }>`
        select ticket_id from escalation where tenant_id = ${tenantId} and stage = 'running' and next_at <= least(now(), ${before ?? null}::timestamptz)
        group by ticket_id order by min(next_at) limit ${most}`.execute(trx);
      return rows.map((row) => TicketId.parse(row.ticket_id));
    },
    openOf: async (ticketIds) => {
      if (ticketIds.length === 0) return [];
      const { rows } = await sql<Selectable<EscalationTable> & { due: boolean | null; now: Date }>`
        select *, stage = 'running' and next_at <= now() as due, now() as now from escalation
        where tenant_id = ${tenantId} and ticket_id = any(${[...ticketIds]}::uuid[]) and stage in ('running', 'exhausted')
        order by id for update`.execute(trx);
      return rows.map((row) => ({ ...toEscalation(row), due: row.due ?? false, now: row.now }));
    },
    save: async ({ id, step, round, steppedAt, told, hurry, nextAt }) => {
      await trx
        .updateTable("escalation")
        .set({ step, round, stepped_at: steppedAt, told: [...told], hurry, next_at: nextAt })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", id)
        .where("stage", "=", "running")
        .execute();
    },
    end: async (id, { stage, by, via, reason, at }) => {
      await trx
        .updateTable("escalation")
        .set({ stage, ended_by: by, ended_via: via, ended_reason: reason, ended_at: at, next_at: null })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", id)
        .where("stage", "in", ["running", "exhausted"])
        .execute();
    },
    hurry: async (id) => {
      await trx
        .updateTable("escalation")
        .set({ hurry: true, next_at: sql`now()` })
        .where("tenant_id", "=", tenantId)
        .where("id", "=", id)
        .where("stage", "=", "running")
        .execute();
    },
    wake: async (ticketIds) => {
      if (ticketIds.length === 0) return;
      await trx
        .updateTable("escalation")
        .set({ next_at: sql`now()` })
        .where("tenant_id", "=", tenantId)
        .where("ticket_id", "in", [...ticketIds])
        .where("stage", "=", "running")
        .execute();
    },
    recordOf: async (ticketId) => {
      const { rows } = await sql<{ number: string | null; url: string | null }>`
        select l.external_number as number, l.external_url as url from link l
        join ticket t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
        where l.tenant_id = ${tenantId} and l.ticket_id = ${ticketId} and l.state = 'active' and l.external_id is not null
        order by l.connection_id = t.home_connection_id desc nulls last, l.created_at limit 1`.execute(trx);
      return rows[0];
    },
    clocksOf: (ticketId) => readClocks(trx, tenantId, ticketId),
  };
}

/** Of a target the newest round; what it has used by now. */
async function readClocks(
  trx: Transaction<Database>,
  tenantId: string,
  ticketId: TicketId,
): ReturnType<EscalationStore["clocksOf"]> {
  const { rows } = await sql<{
    target: string;
    round: number;
    stage: string;
    due_at: Date | null;
    used: { share: number; at: string }[];
  }>`
    select k.target, k.round, k.stage, k.due_at,
      (select coalesce(json_agg(json_build_object('at', f.due_at,
          'share', case f.kind when 'breach' then 100 else substr(f.kind, 8)::int end)), '[]')
        from clock_fire f where f.tenant_id = k.tenant_id and f.clock_id = k.id) as used
    from clock k where k.tenant_id = ${tenantId} and k.ticket_id = ${ticketId} order by k.round desc`.execute(trx);
  const newest = rows.filter(({ target, round }) => rows.every((one) => one.target !== target || one.round <= round));
  return {
    used: newest.flatMap(({ target, used }) => used.map(({ share, at }) => ({ target, share, at: new Date(at) }))),
    clocks: rows.map(({ target, round, stage, due_at }) => ({ target, round, stage, dueAt: due_at })),
  };
}

function toRow(tenantId: string, escalation: Escalation, causeKey: string) {
  return {
    tenant_id: tenantId,
    id: escalation.id,
    ticket_id: escalation.ticketId,
    policy: escalation.policy,
    version: escalation.version,
    cause: toJsonb(escalation.cause),
    cause_key: causeKey,
    stage: escalation.stage,
    step: escalation.step,
    round: escalation.round,
    started_at: escalation.startedAt,
    stepped_at: escalation.steppedAt,
    told: [...escalation.told],
    hurry: escalation.hurry,
    next_at: escalation.nextAt,
  };
}

function toEscalation(row: Selectable<EscalationTable>): Escalation {
  return {
    id: row.id,
    ticketId: TicketId.parse(row.ticket_id),
    policy: row.policy,
    version: row.version,
    cause: EscalationCause.parse(row.cause),
    stage: toStage(row.stage),
    step: row.step,
    round: row.round,
    startedAt: row.started_at,
    steppedAt: row.stepped_at,
    told: row.told.map((id) => PersonId.parse(id)),
    hurry: row.hurry,
    nextAt: row.next_at,
  };
}

/** Written by this store alone. */
const toStage = (stage: string) => stage as Escalation["stage"];
