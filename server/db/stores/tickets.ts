import { type RawBuilder, sql, type Transaction } from "kysely";
import { TicketId } from "../../../schemas/ids.ts";
import type { Ticket } from "../../../schemas/ticket.ts";
import type { TicketStore } from "../../../core/ports/stores.ts";
import { toJsonb } from "../clean.ts";
import { chunksOf } from "../chunks.ts";
import type { Database } from "../database.ts";
import { toTicket } from "./rows.ts";

export function createTicketStore(trx: Transaction<Database>, tenantId: string, newId: () => string): TicketStore {
  return {
    lock: (ids) => lockTickets(trx, tenantId, ids),
    read: async (ids) => {
      if (ids.length === 0) return new Map();
      const rows = await trx
        .selectFrom("ticket")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("id", "in", [...ids])
        .execute();
      return new Map(rows.map(toTicket).map((ticket) => [ticket.id, ticket]));
    },
    openOf: async (clientId, codes, most) => {
      const rows = await trx
        .selectFrom("ticket")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("client_id", "=", clientId)
        .where("status", "not in", ["resolved", "closed", "cancelled"])
        .$if(codes !== null, (query) => query.where("code", "in", [...(codes ?? [])]))
        .orderBy("created_at", "desc")
        .limit(most)
        .execute();
      return rows.map(toTicket);
    },
    insert: async (tickets) => {
      for (const part of chunksOf(tickets))
        await trx
          .insertInto("ticket")
          .values(part.map((ticket) => toRow(tenantId, ticket)))
          .execute();
    },
    update: async (tickets) => {
      if (tickets.length === 0) return;
      await sql`update ticket set rev = n.rev, fields = n.fields, meta = n.meta, client_id = n.client_id
        from unnest(${tickets.map(({ id }) => id)}::uuid[], ${tickets.map(({ clientId }) => clientId)}::uuid[], ${tickets.map(({ rev }) => rev)}::bigint[],
          ${tickets.map(({ fields }) => toJsonb(fields))}::jsonb[], ${tickets.map(({ meta }) => toJsonb(meta))}::jsonb[])
          n (id, client_id, rev, fields, meta)
        where ticket.tenant_id = ${tenantId} and ticket.id = n.id`.execute(trx);
    },
    addChanges: async (changes) => {
      for (const part of chunksOf(changes))
        await trx
          .insertInto("change")
          .values(
            part.map((change) => ({
              tenant_id: tenantId,
              ticket_id: change.ticketId,
              rev: change.rev,
              field: change.field,
              from_value: toJsonb(change.from),
              to_value: toJsonb(change.to),
              by: toJsonb(change.by),
              reason: change.reason,
              at: change.at,
              happened_at: change.happenedAt ?? null,
            })),
          )
          .execute();
    },
    addConflicts: async (conflicts) => {
      if (conflicts.length === 0) return;
      await trx
        .insertInto("conflict")
        .values(
          conflicts.map((conflict) => ({
            tenant_id: tenantId,
            id: newId(),
            ticket_id: conflict.ticketId,
            connection_id: conflict.connectionId,
            field: conflict.field,
            winner: conflict.winner,
            ours: toJsonb(conflict.ours),
            theirs: toJsonb(conflict.theirs),
            reason: conflict.reason,
            at: conflict.at,
          })),
        )
        .execute();
    },
    keepDetail: async (id, detail) => {
      const given = sql`${toJsonb(detail)}::jsonb`;
      await sql`insert into trouble_detail as kept (tenant_id, ticket_id, detail)
        values (${tenantId}, ${id}, ${withoutNulls(given)})
        on conflict (tenant_id, ticket_id) do update set detail = ${withoutNulls(sql`kept.detail || ${given}`)}`.execute(
        trx,
      );
    },
    mergeInto: (loser, survivor) => mergeInto(trx, tenantId, loser, survivor),
  };
}

/** An object without its own members that are null; those further inside stay. */
function withoutNulls(object: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_each(${object}) e
    where jsonb_typeof(e.value) <> 'null'), '{}')`;
}

async function mergeInto(
  trx: Transaction<Database>,
  tenantId: string,
  loser: TicketId,
  survivor: TicketId,
): Promise<void> {
  for (const table of ["comment", "attachment", "alert", "fold"])
    await sql`update ${sql.table(table)} set ticket_id = ${survivor} where tenant_id = ${tenantId} and ticket_id = ${loser}`.execute(
      trx,
    );
  await sql`update ticket t set sla_started_at = least(t.sla_started_at, other.sla_started_at) from ticket other
    where t.tenant_id = ${tenantId} and t.id = ${survivor} and other.tenant_id = ${tenantId} and other.id = ${loser}`.execute(
    trx,
  );
  await mergeEscalations(trx, tenantId, loser, survivor);
  await sql`update ticket set merged_into = ${survivor} where tenant_id = ${tenantId} and id = ${loser}`.execute(trx);
}

/** Whoever is being woken for the loser goes on to be, for the survivor, unless the same is on its way there already. */
async function mergeEscalations(
  trx: Transaction<Database>,
  tenantId: string,
  loser: TicketId,
  survivor: TicketId,
): Promise<void> {
  await sql`with same as (
      update escalation e set stage = 'ended', ended_reason = 'merged', ended_at = now(), next_at = null
      where tenant_id = ${tenantId} and ticket_id = ${loser} and stage = 'running' and exists (
        select 1 from escalation o where o.tenant_id = e.tenant_id and o.ticket_id = ${survivor} and o.policy = e.policy
          and (o.stage = 'running' or o.cause_key = e.cause_key)
      ) returning id
    )
    update page set state = 'dropped', detail = 'merged', next_at = null from same
    where page.tenant_id = ${tenantId} and page.escalation_id = same.id and page.state = 'waiting'`.execute(trx);
  await sql`with moved as (
      update escalation set ticket_id = ${survivor} where tenant_id = ${tenantId} and ticket_id = ${loser} and stage = 'running' returning id
    )
    update page set ticket_id = ${survivor} from moved where page.tenant_id = ${tenantId} and page.escalation_id = moved.id`.execute(
    trx,
  );
}

function toRow(tenantId: string, ticket: Ticket) {
  return {
    tenant_id: tenantId,
    id: ticket.id,
    client_id: ticket.clientId,
    rev: ticket.rev,
    fields: toJsonb(ticket.fields),
    meta: toJsonb(ticket.meta),
    code: ticket.code,
    origin: ticket.origin,
    home_connection_id: ticket.homeConnectionId,
    birth_connection_id: ticket.birthConnectionId,
    created_at: ticket.createdAt,
    routing: ticket.routing === undefined ? null : toJsonb(ticket.routing),
  };
}

async function lockTickets(
  trx: Transaction<Database>,
  tenantId: string,
  ids: readonly TicketId[],
): ReturnType<TicketStore["lock"]> {
  const rows = await trx
    .selectFrom("ticket")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();
  const commented = await trx
    .selectFrom("comment")
    .select("ticket_id")
    .distinct()
    .where("tenant_id", "=", tenantId)
    .where("ticket_id", "in", [...ids])
    .where("author_kind", "!=", "automation")
    .execute();
  const set = new Set(commented.map((row) => row.ticket_id));
  return rows.map((row) => ({ ticket: toTicket(row), commented: set.has(row.id) }));
}
