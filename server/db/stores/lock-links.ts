import { sql, type Transaction } from "kysely";
import type { LinkStore } from "../../../core/ports/stores.ts";
import type { ConnectionId, ExternalId } from "../../../schemas/ids.ts";
import type { Database } from "../database.ts";
import { toLinkRow, toTicket } from "./rows.ts";

/**
 * Both in one statement, the ticket first and then its link: the order of locks that everybody keeps. What was changed by
 * whoever held them before is read anew by the database.
 */
export async function lockLink(
  trx: Transaction<Database>,
  tenantId: string,
  linkId: string,
): ReturnType<LinkStore["lock"]> {
  // A link that went to another ticket while its old one was waited for is found with the new one the second time.
  return (await tryLock(trx, tenantId, linkId)) ?? tryLock(trx, tenantId, linkId);
}

async function tryLock(trx: Transaction<Database>, tenantId: string, linkId: string): ReturnType<LinkStore["lock"]> {
  const row = await trx
    .selectFrom("ticket")
    .innerJoin("link", (join) =>
      join.onRef("link.tenant_id", "=", "ticket.tenant_id").onRef("link.ticket_id", "=", "ticket.id"),
    )
    .selectAll("link")
    .select(["ticket.client_id", "ticket.code", "ticket.origin", "ticket.routing"])
    .select(["ticket.home_connection_id", "ticket.birth_connection_id"])
    .select(["ticket.rev as ticket_rev", "ticket.fields as ticket_fields", "ticket.meta as ticket_meta"])
    .select("ticket.created_at as ticket_created_at")
    .where("link.tenant_id", "=", tenantId)
    .where("link.id", "=", linkId)
    .forUpdate(["ticket", "link"])
    .executeTakeFirst();
  if (!row) return undefined;
  const ticket = {
    ...row,
    id: row.ticket_id,
    rev: row.ticket_rev,
    fields: row.ticket_fields,
    meta: row.ticket_meta,
    created_at: row.ticket_created_at,
  };
  return { row: toLinkRow(row), ticket: toTicket(ticket), commented: false };
}

/** By id, like everybody who locks several; what was changed by whoever held them before is read anew. */
export async function lockActive(
  trx: Transaction<Database>,
  tenantId: string,
  connectionId: ConnectionId,
  externalIds: readonly ExternalId[],
): ReturnType<LinkStore["lockActive"]> {
  const rows = await trx
    .selectFrom("link")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("connection_id", "=", connectionId)
    .where("state", "=", "active")
    .where(sql<boolean>`external_id = any(${[...externalIds]}::text[])`)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toLinkRow);
}
