import type { TenantId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Stores } from "../ports/stores.ts";
import type { IdSource } from "../ports/world.ts";
import { buildMarker, decideMirrors } from "../sync/decide-mirrors.ts";

/**
 * Wants a record in every desk whose rule now asks for one of these tickets; in the transaction that changed them.
 *
 * @returns how many records are to be made
 */
export async function mirrorTickets(
  stores: Stores,
  ids: IdSource,
  tenantId: TenantId,
  tickets: readonly Ticket[],
  traceparent: string | null,
): Promise<number> {
  const clientIds = [...new Set(tickets.map(({ clientId }) => clientId))];
  const serving = await stores.directory.desksOf(clientIds);
  if (serving.size === 0) return 0;
  const names = await stores.directory.clientNames(clientIds);
  const linked = await stores.links.linksOf(tickets.map(({ id }) => id));
  const links = tickets.flatMap((ticket) => {
    const had = linked.get(ticket.id);
    const context = {
      client: names.get(ticket.clientId) ?? "",
      desks: serving.get(ticket.clientId) ?? [],
      linked: had?.linked ?? new Set(),
    };
    return decideMirrors(ticket, context).map(({ connectionId, clientRef }) => ({
      ticketId: ticket.id,
      connectionId,
      clientRef,
      marker: buildMarker(ids, { tenantId, connectionId }, ticket, had?.former.get(connectionId)),
      priority: ticket.fields.priority,
      wantedRev: ticket.rev,
      traceparent,
    }));
  });
  if (links.length === 0) return 0;
  await stores.links.insert(links);
  const ticketIds = [...new Set(links.map(({ ticketId }) => ticketId))];
  await stores.comments.wantHistory(ticketIds);
  await stores.attachments.wantCopies(ticketIds);
  return links.length;
}
