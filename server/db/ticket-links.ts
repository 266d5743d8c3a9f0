import type { Kysely } from "kysely";
import type { ConnectionId, LinkId, TenantId, TicketId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { Database } from "./database.ts";
import { toLinkRow } from "./stores/rows.ts";
import { withTenant } from "./tenant.ts";

/** One of a ticket's records, with the name of its connection. */
export interface LinkOfTicket {
  id: LinkId;
  connectionId: ConnectionId;
  connection: string;
  number: string | null;
  url: string | null;
  state: Link["state"];
  /** When it was read last; null = never yet. */
  seenAt: Date | null;
  link: Link;
}

/** Oldest first, those that have ended too. */
export async function listLinksOf(
  db: Kysely<Database>,
  tenantId: TenantId,
  ticketId: TicketId,
): Promise<readonly LinkOfTicket[]> {
  const rows = await withTenant(db, tenantId, (trx) =>
    trx
      .selectFrom("link")
      .innerJoin("connection", (join) =>
        join.onRef("connection.tenant_id", "=", "link.tenant_id").onRef("connection.id", "=", "link.connection_id"),
      )
      .selectAll("link")
      .select("connection.name as connection_name")
      .where("link.tenant_id", "=", tenantId)
      .where("link.ticket_id", "=", ticketId)
      .orderBy("link.id")
      .execute(),
  );
  return rows.map(({ connection_name: connection, ...row }) => {
    const { link } = toLinkRow(row);
    const { id, connectionId, externalNumber: number, externalUrl: url, state, seenAt } = link;
    return { id, connectionId, connection, number, url, state, seenAt, link };
  });
}
