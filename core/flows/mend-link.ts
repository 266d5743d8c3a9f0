import type { LinkId, TicketId } from "../../schemas/ids.ts";
import type { LinkRow, Stores } from "../ports/stores.ts";
import { allowAgain } from "../sync/allow-again.ts";
import type { Hand, HandDeps } from "./work-by-hand.ts";

/** A link as somebody names it. */
export interface NamedLink {
  ticketId: TicketId;
  linkId: LinkId;
}

/**
 * Tries a link anew: its record is read at once, and what was refused or kept changing back is written once more.
 *
 * @returns false = no working record of this ticket there, or not for them
 */
export function resyncLink(deps: HandDeps, hand: Hand, named: NamedLink): Promise<boolean> {
  return withLink(deps, hand, named, "link.resync", async (stores, { link }, ticket) => {
    const doneRev = Math.min(link.doneRev, ticket.rev - 1);
    await stores.links.save({ ...link, fields: allowAgain(link.fields), doneRev }, {});
    await stores.links.want([ticket], null);
    if (link.externalId !== null) await stores.hints.add(link.connectionId, [link.externalId], null);
  });
}

/** Ends a link: the record stays as it is, nothing is read or written there any more, and the ticket gets no other one there. */
export function endLink(deps: HandDeps, hand: Hand, named: NamedLink): Promise<boolean> {
  return withLink(deps, hand, named, "link.end", async (stores, { link }) => {
    await stores.links.save({ ...link, state: "ended" }, { endedReason: "unlinked" });
  });
}

async function withLink(
  deps: HandDeps,
  hand: Hand,
  { ticketId, linkId }: NamedLink,
  action: "link.resync" | "link.end",
  run: (stores: Stores, row: LinkRow, ticket: { id: TicketId; rev: number; priority: number }) => Promise<void>,
): Promise<boolean> {
  return deps.unit.inTenant(hand.tenantId, async (stores) => {
    const locked = await stores.links.lock(linkId);
    if (!locked || locked.ticket.id !== ticketId || !hand.sees(locked.ticket.clientId)) return false;
    const { ticket, row } = locked;
    if (!["creating", "unknown", "active"].includes(row.link.state)) return false;
    await run(stores, row, { id: ticket.id, rev: ticket.rev, priority: ticket.fields.priority });
    await stores.audit.add({ actor: hand.name, action, object: linkId, detail: { ticketId } });
    return true;
  });
}
