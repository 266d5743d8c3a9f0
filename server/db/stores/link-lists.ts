import { sql, type Transaction } from "kysely";
import { TicketId } from "../../../schemas/ids.ts";
import type { LinkStore } from "../../../core/ports/stores.ts";
import type { Database } from "../database.ts";
import { toLinkRow } from "./rows.ts";

/** Links looked at many at a time: to show, to compare, to pair. */
export function createLinkLists(
  trx: Transaction<Database>,
  tenantId: string,
): Pick<LinkStore, "listOwed" | "listCompared" | "ticketsByNumbers" | "isMeeting"> {
  return {
    listOwed: async (connectionId, most) => {
      const rows = await trx
        .selectFrom("link")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("state", "in", ["creating", "unknown", "active"])
        .whereRef("wanted_rev", ">", "done_rev")
        .orderBy("priority")
        .orderBy("next_at")
        .limit(most)
        .execute();
      return rows.map(toLinkRow);
    },
    listCompared: async (connectionId, after, most) => {
      const rows = await trx
        .selectFrom("link")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("connection_id", "=", connectionId)
        .where("state", "=", "active")
        .$if(after !== null, (query) => query.where("id", ">", after ?? ""))
        .where(
          sql<boolean>`exists (select 1 from ticket t where t.tenant_id = ${tenantId} and t.id = link.ticket_id
            and (t.status not in ('resolved', 'closed', 'cancelled') or link.seen_at > now() - interval '7 days'))`,
        )
        .orderBy("id")
        .limit(most)
        .execute();
      return rows.map(toLinkRow);
    },
    isMeeting: async (ticketId) => {
      const { rows } = await sql`select 1 from link l
        join connection_run r on r.tenant_id = l.tenant_id and r.connection_id = l.connection_id and r.lost_until is not null
        join connection c on c.tenant_id = l.tenant_id and c.id = l.connection_id and c.mode = 'live' and c.removed_at is null
        where l.tenant_id = ${tenantId} and l.ticket_id = ${ticketId} and l.state = 'creating' and l.create_sent_at is null
        limit 1`.execute(trx);
      return rows.length > 0;
    },
    ticketsByNumbers: async (connectionId, numbers) => {
      if (numbers.length === 0) return [];
      const { rows } = await sql<{ ticket_id: string }>`select distinct ticket_id from link
        where tenant_id = ${tenantId} and connection_id <> ${connectionId} and state = 'active' and external_number = any(${[...numbers]}::text[])
          and not exists (select 1 from link l where l.tenant_id = ${tenantId} and l.ticket_id = link.ticket_id and l.connection_id = ${connectionId})
        limit 10`.execute(trx);
      return rows.map((row) => TicketId.parse(row.ticket_id));
    },
  };
}
