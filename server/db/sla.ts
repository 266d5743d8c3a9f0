import { type Kysely, sql } from "kysely";
import type { TenantId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Database } from "./database.ts";
import { toTicket } from "./stores/rows.ts";
import { withTenant } from "./tenant.ts";

/** What a ticket's clocks have done, and how their due instants have moved; in order. */
export interface ClockDiary {
  fires: readonly { target: string; round: number; kind: string; dueAt: Date; firedAt: Date; lateMs: number }[];
  moves: readonly {
    target: string;
    round: number;
    at: Date;
    from: Date | null;
    to: Date | null;
    because: string;
    detail: string | null;
    fromVersion: number;
    toVersion: number;
  }[];
}

export async function readClockDiary(
  db: Kysely<Database>,
  tenantId: TenantId,
  ticketId: TicketId,
): Promise<ClockDiary> {
  return withTenant(db, tenantId, async (trx) => {
    const { rows: fires } = await sql<ClockDiary["fires"][number]>`
      select k.target, k.round, f.kind, f.due_at as "dueAt", f.fired_at as "firedAt", f.late_ms::float8 as "lateMs"
      from clock k join clock_fire f on f.tenant_id = k.tenant_id and f.clock_id = k.id
      where k.tenant_id = ${tenantId} and k.ticket_id = ${ticketId} order by f.fired_at, f.due_at`.execute(trx);
    const { rows: moves } = await sql<ClockDiary["moves"][number]>`
      select target, round, at, from_due_at as "from", to_due_at as "to", because, detail,
        from_version as "fromVersion", to_version as "toVersion"
      from clock_move where tenant_id = ${tenantId} and ticket_id = ${ticketId} order by at, target, round`.execute(
      trx,
    );
    return { fires, moves };
  });
}

/** Tickets that were made since, in the order of their ids; so many at a time. */
export async function readTicketsSince(
  db: Kysely<Database>,
  tenantId: TenantId,
  since: Date,
  after: TicketId | null,
  most: number,
): Promise<readonly Ticket[]> {
  const rows = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("ticket")
      .selectAll()
      .where("tenant_id", "=", tenantId)
      .where("created_at", ">=", since)
      .where("merged_into", "is", null)
      .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
      .orderBy("id")
      .limit(most)
      .execute(),
  );
  return rows.map(toTicket);
}

/** How many there are of them. */
export async function countTicketsSince(db: Kysely<Database>, tenantId: TenantId, since: Date): Promise<number> {
  const { count } = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("ticket")
      .select((of) => of.fn.countAll().as("count"))
      .where("tenant_id", "=", tenantId)
      .where("created_at", ">=", since)
      .where("merged_into", "is", null)
      .executeTakeFirstOrThrow(),
  );
  return Number(count);
}
