import type { ClientId, ConnectionId, ExternalId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";

export type ClientDecision =
  | { action: "keep" }
  /** The desk's key is another and means the same client. */
  | { action: "rename"; clientRef: ExternalId }
  | { action: "move"; clientId: ClientId; clientRef: ExternalId }
  /** It is back with the client that it had: it waits no longer. */
  | { action: "release" }
  /** To a client that nobody has mapped: nothing is written to the old one's desks any more. */
  | { action: "hold"; clientRef: ExternalId }
  /** Only the desk where a ticket was born or is worked may give it to another client. */
  | { action: "refuse"; clientRef: ExternalId };

/**
 * Decides what another client in a record means for its ticket. A client is never merged.
 *
 * @param known whose the link's record was before; `held`: to whom it had gone and that was not mapped then; `mapped`:
 *   whose it is now, undefined = not mapped
 */
export function decideClient(
  ticket: Pick<Ticket, "clientId" | "birthConnectionId" | "homeConnectionId">,
  connectionId: ConnectionId,
  refs: { known: ExternalId; held: ExternalId | null; now: ExternalId | null; mapped: ClientId | undefined },
): ClientDecision {
  const { known, held, now, mapped } = refs;
  if (now === null) return { action: "keep" };
  if (now === known) return { action: held === null ? "keep" : "release" };
  if (mapped === ticket.clientId) return { action: "rename", clientRef: now };
  const decides = ticket.birthConnectionId === connectionId || ticket.homeConnectionId === connectionId;
  if (!decides) return { action: "refuse", clientRef: now };
  return mapped === undefined
    ? { action: "hold", clientRef: now }
    : { action: "move", clientId: mapped, clientRef: now };
}
