import { sql, type Transaction } from "kysely";
import { ClientId, TicketId } from "../../../schemas/ids.ts";
import { SlaPlan, SlaTarget } from "../../../schemas/sla-plan.ts";
import { dueKeys } from "../../../core/sla/due-fields.ts";
import type { ClockStore } from "../../../core/ports/stores.ts";
import type { ClockFire } from "../../../core/sla/decide-clocks.ts";
import { chunksOf } from "../chunks.ts";
import { toJsonb } from "../clean.ts";
import type { Database } from "../database.ts";
import { readHistories } from "./clock-histories.ts";

export function createClockStore(trx: Transaction<Database>, tenantId: string, newId: () => string): ClockStore {
  return {
    newestPlan: async (known) => {
      const { rows } = await sql<{ version: number; plan: unknown }>`
        select version, case when version = ${known} then null else rules end as plan from rule_set
        where tenant_id = ${tenantId} and kind = 'sla' order by version desc limit 1`.execute(trx);
      const [row] = rows;
      if (!row) return { version: 0, plan: undefined };
      return { version: row.version, plan: row.plan === null ? undefined : SlaPlan.parse(row.plan) };
    },
    histories: (tickets, now) => readHistories(trx, tenantId, tickets, now),
    save: async (clocks, counted, version) => {
      await saveClocks(trx, tenantId, clocks, newId);
      await noteCounted(trx, tenantId, counted, version);
    },
    drop: async (clocks, at) => {
      if (clocks.length === 0) return;
      await sql`update clock k set stage = 'cancelled', ended_at = ${at}, next_fire_at = null
        from unnest(${clocks.map(({ ticketId }) => ticketId)}::uuid[], ${clocks.map(({ target }) => target)}::text[], ${clocks.map(({ round }) => round)}::int[])
          n (ticket_id, target, round)
        where k.tenant_id = ${tenantId} and k.ticket_id = n.ticket_id and k.target = n.target and k.round = n.round`.execute(
        trx,
      );
    },
    addMoves: async (moves) => {
      for (const part of chunksOf(moves))
        await trx
          .insertInto("clock_move")
          .values(
            part.map((move) => ({
              tenant_id: tenantId,
              ticket_id: move.ticketId,
              target: move.target,
              round: move.round,
              at: move.at,
              from_due_at: move.from,
              to_due_at: move.to,
              from_version: move.fromVersion,
              to_version: move.toVersion,
              because: move.because,
              detail: move.detail,
            })),
          )
          .execute();
    },
    fireDue: (most, before) => fireDue(trx, tenantId, most, before),
    outdated: async (version, most) => {
      const { rows } = await sql<{ id: string }>`
        select id from ticket where tenant_id = ${tenantId} and sla_version < ${version}
          and status not in ('resolved', 'closed', 'cancelled') order by sla_version limit ${most}`.execute(trx);
      return rows.map(({ id }) => TicketId.parse(id));
    },
    ...createDueTelling(trx, tenantId),
  };
}

function createDueTelling(
  trx: Transaction<Database>,
  tenantId: string,
): Pick<ClockStore, "untold" | "running" | "mappedDue" | "noteTold"> {
  return {
    untold: async (most) => {
      const { rows } = await sql<{ ticket_id: string }>`
        select distinct ticket_id from clock
        where tenant_id = ${tenantId} and stage = 'inProgress' and due_at is distinct from told_due_at
        order by ticket_id limit ${most}`.execute(trx);
      return rows.map(({ ticket_id: id }) => TicketId.parse(id));
    },
    running: async (ids) => {
      const { rows } = await sql<{ ticket_id: string; target: string; due_at: Date }>`
        select ticket_id, target, due_at from clock
        where tenant_id = ${tenantId} and ticket_id = any(${[...ids]}::uuid[]) and stage = 'inProgress' and due_at is not null`.execute(
        trx,
      );
      const byTicket = Map.groupBy(rows, (row) => TicketId.parse(row.ticket_id));
      return new Map(
        [...byTicket].map(([id, clocks]) => [
          id,
          clocks.map((clock) => ({ target: SlaTarget.parse(clock.target), dueAt: clock.due_at })),
        ]),
      );
    },
    mappedDue: async () => {
      const { rows } = await sql<{ key: string }>`
        select distinct k.key from connection c cross join lateral jsonb_object_keys(c.value_maps -> 'custom') k (key)
        where c.tenant_id = ${tenantId} and c.removed_at is null and k.key = any(${[...dueKeys]}::text[])`.execute(trx);
      return rows.map(({ key }) => key);
    },
    noteTold: async (ids) => {
      await sql`update clock set told_due_at = due_at where tenant_id = ${tenantId} and ticket_id = any(${[...ids]}::uuid[])
        and stage = 'inProgress' and due_at is distinct from told_due_at`.execute(trx);
    },
  };
}

async function saveClocks(
  trx: Transaction<Database>,
  tenantId: string,
  clocks: Parameters<ClockStore["save"]>[0],
  newId: () => string,
): Promise<void> {
  for (const part of chunksOf(clocks))
    await trx
      .insertInto("clock")
      .values(
        part.map(({ ticketId, clock, nextFireAt }) => ({
          tenant_id: tenantId,
          id: newId(),
          ticket_id: ticketId,
          target: clock.target,
          round: clock.round,
          stage: clock.stage,
          started_at: clock.startedAt,
          due_at: clock.dueAt,
          next_fire_at: nextFireAt,
          breached_at: clock.breachedAt,
          ended_at: clock.endedAt,
          fires: toJsonb(clock.fires.map(({ kind, at }) => ({ kind, at: at.toISOString() }))),
          target_ms: clock.targetBusinessMs,
          policy: clock.policy,
          calendar: clock.calendar,
          due_by: clock.dueBy,
          version: clock.version,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "ticket_id", "target", "round"]).doUpdateSet((eb) => ({
          stage: eb.ref("excluded.stage"),
          started_at: eb.ref("excluded.started_at"),
          due_at: eb.ref("excluded.due_at"),
          next_fire_at: eb.ref("excluded.next_fire_at"),
          breached_at: eb.ref("excluded.breached_at"),
          ended_at: eb.ref("excluded.ended_at"),
          fires: eb.ref("excluded.fires"),
          target_ms: eb.ref("excluded.target_ms"),
          policy: eb.ref("excluded.policy"),
          calendar: eb.ref("excluded.calendar"),
          due_by: eb.ref("excluded.due_by"),
          version: eb.ref("excluded.version"),
          decided_at: sql`now()`,
        })),
      )
      .execute();
}

/** Of tickets of which the same was noted before, nothing is written. */
async function noteCounted(
  trx: Transaction<Database>,
  tenantId: string,
  counted: Parameters<ClockStore["save"]>[1],
  version: number,
): Promise<void> {
  if (counted.length === 0) return;
  await sql`update ticket t set sla_started_at = n.at, sla_version = ${version}, next_due_at = n.due_at, next_soon_at = n.soon_at
    from unnest(${counted.map(({ ticketId }) => ticketId)}::uuid[], ${counted.map(({ startedAt }) => startedAt)}::timestamptz[],
      ${counted.map(({ nextDue }) => nextDue?.at ?? null)}::timestamptz[],
      ${counted.map(({ nextDue }) => nextDue?.soonAt ?? null)}::timestamptz[]) n (id, at, due_at, soon_at)
    where t.tenant_id = ${tenantId} and t.id = n.id
      and (t.sla_version, t.sla_started_at, t.next_due_at, t.next_soon_at) is distinct from (${version}, n.at, n.due_at, n.soon_at)`.execute(
    trx,
  );
}

/** By the database's clock; the key of what has fired makes each happen once. */
async function fireDue(
  trx: Transaction<Database>,
  tenantId: string,
  most: number,
  before: Date | undefined,
): ReturnType<ClockStore["fireDue"]> {
  const { rows } = await sql<{
    ticket_id: string;
    client_id: string;
    target: string;
    round: number;
    kind: ClockFire["kind"];
    due_at: Date;
    breach_at: Date;
    late_ms: string;
  }>`
    with due as (
      select id, ticket_id, target, round, due_at, fires, decided_at from clock
      where tenant_id = ${tenantId} and next_fire_at <= least(now(), ${before ?? null}::timestamptz)
      order by next_fire_at for update skip locked limit ${most}
    ), happened as (
      select due.*, f.kind, f.at from due cross join lateral jsonb_to_recordset(due.fires) f (kind text, at timestamptz) where f.at <= now()
    ), fired as (
      insert into clock_fire (tenant_id, clock_id, kind, due_at, fired_at, late_ms)
      select ${tenantId}::uuid, id, kind, at, now(), (extract(epoch from now() - greatest(at, decided_at)) * 1000)::bigint from happened
      on conflict do nothing
      returning clock_id, kind, due_at, late_ms
    ), marked as (
      update clock set
        next_fire_at = (select min(f.at) from jsonb_to_recordset(due.fires) f (kind text, at timestamptz) where f.at > now()),
        breached_at = coalesce((select max(h.at) from happened h where h.id = due.id and h.kind = 'breach'), clock.breached_at)
      from due where clock.tenant_id = ${tenantId} and clock.id = due.id
    )
    select due.ticket_id, t.client_id, due.target, due.round, fired.kind, fired.due_at, coalesce(due.due_at, fired.due_at) as breach_at, fired.late_ms
    from fired join due on due.id = fired.clock_id
      join ticket t on t.tenant_id = ${tenantId} and t.id = due.ticket_id
    order by fired.due_at, fired.kind`.execute(trx);
  return rows.map((row) => ({
    ticketId: TicketId.parse(row.ticket_id),
    clientId: ClientId.parse(row.client_id),
    target: SlaTarget.parse(row.target),
    round: row.round,
    kind: row.kind,
    dueAt: row.due_at,
    breachAt: row.breach_at,
    lateMs: Number(row.late_ms),
  }));
}
