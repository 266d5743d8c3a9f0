import { type Kysely, sql } from "kysely";
import { type TenantId, TicketId } from "../../schemas/ids.ts";
import type { Database } from "./database.ts";
import { withTenant } from "./tenant.ts";

/** What somebody may mean: its id or code (rank 0), a number (1) or an id (2) in a desk. */
export interface CalledTicket {
  id: string;
  code: string;
  clientId: string;
  rank: number;
}

/** At most so many of one name are told. */
const mostCalled = 20;

/** The tickets that are called so, the best first, each once. Each kind of name is looked up in the index that holds it. */
export async function listTicketsCalled(
  db: Kysely<Database>,
  tenantId: TenantId,
  wanted: string,
): Promise<readonly CalledTicket[]> {
  const { data: id = null } = TicketId.safeParse(wanted);
  const { rows } = await withTenant(db, tenantId, (trx) =>
    sql<CalledTicket>`
      with called as (
        select id, 0 as rank from ticket where tenant_id = ${tenantId} and id = ${id}::uuid
        union all select id, 0 from ticket where tenant_id = ${tenantId} and code = ${wanted}
        union all select ticket_id, 1 from link where tenant_id = ${tenantId} and external_number = ${wanted}
        union all select l.ticket_id, 2 from connection n join link l on l.tenant_id = n.tenant_id and l.connection_id = n.id
          where n.tenant_id = ${tenantId} and l.external_id = ${wanted}
      )
      select t.id, t.code, t.client_id as "clientId", min(c.rank) as rank
      from called c join ticket t on t.tenant_id = ${tenantId} and t.id = c.id
      group by t.id, t.code, t.client_id order by rank, t.id limit ${mostCalled}`.execute(trx),
  );
  return rows;
}
