import type { ConnectionId, LinkId, Marker, TicketId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { ClaimedLink, LinkChange, LinkStore } from "../../core/ports/stores.ts";
import type { Book } from "./book.ts";
import { copiesOf, isOwed } from "./comment-store.ts";
import type { Clock } from "./setting.ts";
import { KeyBroken, type LinkRow, type Tables, working } from "./tables.ts";

/** As `server/db/stores/links.ts`: each method the statement of that name. The judge's book hears of every reading taken. */
export function createLinkStore(tables: Tables, clock: Clock, book: Book): LinkStore {
  return {
    insert: async (links) => {
      for (const link of links) insertLink(tables, clock, link);
    },
    adopt: async (link, clientRef, priority) => adopt(tables, clock, link, clientRef, priority),
    knows: async (connectionId, { externalId, marker }) =>
      tables.rowsAt(connectionId).some(({ link }) => link.externalId === externalId || link.marker === marker),
    linksOf: async (ids) => new Map(ids.map((id) => [id, linksOf(tables, id)])),
    want: async (tickets, except) => {
      for (const { id, rev, priority } of tickets)
        for (const row of tables.workingOf(id)) {
          if (row.link.id === except) continue;
          const link = { ...row.link, wantedRev: Math.max(row.link.wantedRev, rev) };
          tables.links.set(link.id, { ...row, link, priority });
        }
    },
    claim: async (connectionId, owner) => claim(tables, connectionId, owner),
    giveBack: async () => undefined,
    listOwed: async () => [],
    lock: async (linkId) => {
      const row = tables.links.get(linkId);
      return row && { row, ticket: tables.ticketOf(row.link.ticketId), commented: false };
    },
    owesWords: async (linkId) => copiesOf(tables, linkId).some(isOwed),
    lockActive: async (connectionId, ids) =>
      tables
        .rowsAt(connectionId)
        .filter(({ link }) => link.state === "active" && link.externalId !== null && ids.includes(link.externalId)),
    byRecords: async (connectionId, ids, markers) =>
      tables.rowsAt(connectionId).filter(({ link }) => {
        if (!working.includes(link.state)) return false;
        return link.externalId === null ? markers.includes(link.marker) : ids.includes(link.externalId);
      }),
    ticketsByNumbers: async () => [],
    isMeeting: async () => false,
    listCompared: async (connectionId, after) =>
      tables.rowsAt(connectionId).filter(({ link }) => link.state === "active" && link.id > (after ?? "")),
    hold: async (linkId, clientRef) => {
      tables.links.set(linkId, { ...tables.linkOf(linkId), heldClientRef: clientRef });
    },
    endOthers: async (ticketId, except, reason) => {
      for (const row of tables.workingOf(ticketId)) if (row.link.id !== except) end(tables, row, reason);
    },
    save: async (link, change) => save(tables, book, link, change),
    addObservation: async () => undefined,
    addWrite: async () => undefined,
  };
}

function end(tables: Tables, row: LinkRow, reason: string): void {
  tables.links.set(row.link.id, { ...row, link: { ...row.link, state: "ended" }, endedReason: reason });
}

type NewLink = Parameters<LinkStore["insert"]>[0][number];

function insertLink(tables: Tables, clock: Clock, made: NewLink): void {
  const { ticketId, connectionId, marker, wantedRev, clientRef, priority } = made;
  const unread = { externalId: null, externalNumber: null, externalUrl: null, seenVersion: null, seenChangedAt: null };
  const unsent = { commentsVersion: null, ownCalls: null, seenAt: null, wroteAt: null, doneRev: 0, fields: {} };
  const place = { id: tables.ids.next() as LinkId, ticketId, connectionId, marker, wantedRev };
  const link: Link = { ...place, ...unread, ...unsent, state: "creating" };
  addRow(tables, clock, link, { clientRef, priority, succeeds: made.succeeds ?? null });
}

function addRow(
  tables: Tables,
  clock: Clock,
  link: Link,
  beside: Pick<LinkRow, "clientRef" | "priority" | "succeeds">,
): void {
  tables.guardLink(link);
  const unsent = { createSentAt: null, lookedCount: 0, attempts: 0, fence: 0, generation: 1, traceparent: null };
  const free = { leased: false, endedReason: null, heldClientRef: null, sla: null, madeIn: tables.transaction };
  tables.links.set(link.id, { link, linkedAt: clock.now(), ...beside, ...unsent, ...free });
}

function adopt(tables: Tables, clock: Clock, link: Link, clientRef: LinkRow["clientRef"], priority: number): boolean {
  try {
    addRow(tables, clock, link, { clientRef, priority, succeeds: null });
    return true;
  } catch (cause) {
    if (cause instanceof KeyBroken) return false;
    throw cause;
  }
}

/** What ended because its ticket went to another client, or its record was closed for good, keeps no new one from being made. */
function linksOf(tables: Tables, ticketId: TicketId) {
  const linked = new Set<ConnectionId>();
  const former = new Map<ConnectionId, Marker>();
  for (const { link, endedReason, heldClientRef } of tables.links.values()) {
    if (link.ticketId !== ticketId) continue;
    const free = link.state === "ended" && (endedReason === "clientMoved" || endedReason === "closedForGood");
    if (free) former.set(link.connectionId, link.marker);
    else linked.add(link.connectionId);
    // It waits for its client: nothing is made anywhere.
    if (heldClientRef !== null && working.includes(link.state))
      for (const row of tables.links.values()) linked.add(row.link.connectionId);
  }
  return { linked, former };
}

/** One link, so that each push is one piece of work; the owner's name says which of those that are owed. */
function claim(tables: Tables, connectionId: ConnectionId, owner: string): readonly ClaimedLink[] {
  const owed = tables.claimable(connectionId);
  const row = owed[Number(owner) % Math.max(1, owed.length)];
  if (!row) return [];
  const claimed = { ...row, leased: true, fence: row.fence + 1 };
  tables.links.set(row.link.id, claimed);
  return [{ ...claimed, owner }];
}

/** What is wanted only ever rises; whose the link is stands in statements of its own. */
function save(tables: Tables, book: Book, link: Link, change: LinkChange): boolean {
  const row = tables.linkOf(link.id);
  if (change.fence !== undefined && change.fence !== row.fence) return false;
  if (link.externalId !== row.link.externalId) tables.guardLink(link);
  book.noteSaved(row, link, tables);
  const { rest, release, clientRef, endedReason } = change;
  tables.links.set(link.id, {
    ...row,
    link: { ...link, wantedRev: Math.max(row.link.wantedRev, change.wantedRev ?? 0) },
    clientRef: clientRef ?? row.clientRef,
    endedReason: endedReason ?? row.endedReason,
    createSentAt: change.createSentAt === undefined ? row.createSentAt : change.createSentAt,
    lookedCount: change.lookedCount ?? row.lookedCount,
    generation: change.generation ?? row.generation,
    attempts: rest?.attempts ?? row.attempts,
    leased: release ? false : row.leased,
  });
  return true;
}
