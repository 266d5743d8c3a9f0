import type { Change, Conflict } from "../../schemas/change.ts";
import type { ClientId, ExternalId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { DeskRecord } from "../ports/desk.ts";
import type { LinkRow, Stores } from "../ports/stores.ts";
import { decideClient } from "../sync/decide-client.ts";

/** What another client in a record has done, in the transaction that saw it. */
export interface ClientFollowed {
  ticket: Ticket;
  row: LinkRow;
  changes: readonly Change[];
  conflicts: readonly Conflict[];
  /** Whether it waited for its client and does no longer, so that records are to be made again. */
  released: boolean;
}

/**
 * Follows a record to another client. Before anything else, the ticket's other links end: what is said from now on is the
 * new client's and must not reach the old one's desks.
 */
export async function followClient(
  stores: Stores,
  ticket: Ticket,
  row: LinkRow,
  record: DeskRecord,
  now: Date,
): Promise<ClientFollowed> {
  const { link } = row;
  const unmoved = { ticket, row, changes: [], conflicts: [], released: false };
  if (record.clientRef === null || (record.clientRef === row.clientRef && row.heldClientRef === null)) return unmoved;
  const clients = await stores.directory.clientsByRef(link.connectionId, [record.clientRef]);
  const refs = {
    known: row.clientRef,
    held: row.heldClientRef,
    now: record.clientRef,
    mapped: clients.get(record.clientRef),
  };
  const decision = decideClient(ticket, link.connectionId, refs);
  const released = row.heldClientRef !== null && decision.action !== "hold" && decision.action !== "keep";
  if (released) await stores.links.hold(link.id, null);
  switch (decision.action) {
    case "keep":
      return unmoved;
    case "rename":
      return { ...unmoved, row: { ...row, clientRef: decision.clientRef }, released };
    case "release":
      return { ...unmoved, released };
    case "refuse":
      return {
        ...unmoved,
        row: { ...row, clientRef: decision.clientRef },
        conflicts: [conflictOf(ticket, row, decision.clientRef, now)],
        released,
      };
    case "hold":
      await stores.links.endOthers(ticket.id, link.id, "clientMoved");
      await stores.links.hold(link.id, decision.clientRef);
      // Told once for each client that it went to.
      if (row.heldClientRef !== decision.clientRef) await holdRecord(stores, row, record);
      return unmoved;
    case "move":
      await stores.links.endOthers(ticket.id, link.id, "clientMoved");
      return { ...unmoved, ...moveTicket(ticket, row, decision, now), released };
  }
}

function moveTicket(
  ticket: Ticket,
  row: LinkRow,
  { clientId, clientRef }: { clientId: ClientId; clientRef: ExternalId },
  now: Date,
): Pick<ClientFollowed, "ticket" | "row" | "changes"> {
  const moved: Ticket = { ...ticket, clientId, rev: ticket.rev + 1 };
  const change: Change = {
    ticketId: ticket.id,
    rev: moved.rev,
    field: "client",
    from: ticket.clientId,
    to: clientId,
    by: { kind: "sync", connectionId: row.link.connectionId },
    reason: "clientMoved",
    at: now,
  };
  return { ticket: moved, row: { ...row, clientRef }, changes: [change] };
}

function conflictOf(ticket: Ticket, { link, clientRef }: LinkRow, theirs: string, now: Date): Conflict {
  return {
    ticketId: ticket.id,
    connectionId: link.connectionId,
    field: "client",
    winner: "ours",
    ours: clientRef,
    theirs,
    reason: "clientIsDecidedElsewhere",
    at: now,
  };
}

async function holdRecord(stores: Stores, { link }: LinkRow, record: DeskRecord): Promise<void> {
  const called = record.number ?? record.externalId;
  await stores.deliveries.quarantine([
    {
      connectionId: link.connectionId,
      deliveryId: null,
      ordinal: null,
      linkId: null,
      record: { externalId: record.externalId, clientRef: record.clientRef },
      reason: "unknownClient",
      path: "client",
      expected: "a client that is mapped for this connection",
      detail: `The record ${called} went to the client "${String(record.clientRef)}", which is not mapped.`,
    },
  ]);
}
