import type { ClientId, ExternalId, LinkId, TicketId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { told } from "../events/build-event.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import { attachRecord } from "../sync/attach-record.ts";
import { buildBornTicket, originOfRecord } from "../sync/build-born-ticket.ts";
import { decideHome } from "../sync/decide-mirrors.ts";
import { beginEscalations, openedCause } from "./begin-escalations.ts";
import { decideTake, type Read, type TakeDecision } from "./decide-take.ts";
import { mirrorTickets } from "./mirror-tickets.ts";
import type { PushDeps, PushTarget } from "./push-deps.ts";
import { saveClocks } from "./save-clocks.ts";
import { saveTicket } from "./save-ticket.ts";
import { tellEvents } from "./tell-events.ts";

/** The vendor's clock may be behind ours: a record made this shortly before the start is taken as made after it. */
const clockMarginMs = 60_000;

export interface StrangersTaken {
  /** Records that have a link now. */
  linked: ReadonlySet<ExternalId>;
  /** Whether other desks are owed something. */
  moved: boolean;
}

/**
 * Takes in records that no link knows: each becomes a ticket, joins one that is open already, waits in quarantine because
 * its client is not mapped, or is left alone because it is older than the connection or its rule does not ask for it.
 */
export async function takeStrangers(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  records: readonly DeskRecord[],
  seenAt: Date,
): Promise<StrangersTaken> {
  const earliest = target.startedAt.getTime() - clockMarginMs;
  const candidates = records.filter((record) => record.createdAt.getTime() >= earliest && record.mergedInto == null);
  const linked = new Set<ExternalId>();
  let moved = false;
  for (const record of candidates) {
    const taken = await takeOrLeave(deps, target, lens, record, seenAt);
    deps.metrics.count("interdesk_records_taken", { outcome: taken });
    if (taken === "opened" || taken === "attached") linked.add(record.externalId);
    moved ||= taken === "opened" || taken === "attached";
  }
  return { linked, moved };
}

async function takeOrLeave(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  record: DeskRecord,
  seenAt: Date,
): Promise<Outcome> {
  try {
    return await deps.unit.inTenant(target.tenantId, (stores) => takeOne(deps, stores, target, lens, record, seenAt));
  } catch (cause) {
    if (cause instanceof RecordTaken) return "known";
    throw cause;
  }
}

export type Outcome = "opened" | "attached" | "held" | "notAsked" | "known";
async function takeOne(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  lens: Lens,
  record: DeskRecord,
  seenAt: Date,
): Promise<Outcome> {
  const decision = await decideTake(stores, target, lens, record);
  return carryOutTake(deps, stores, target, record, decision, seenAt);
}

export async function carryOutTake(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  record: DeskRecord,
  decision: TakeDecision,
  seenAt: Date,
): Promise<Outcome> {
  switch (decision.action) {
    case "known":
    case "notAsked":
      return decision.action;
    case "hold":
      await hold(stores, target, record);
      return "held";
    case "attach":
      return attach(deps, stores, target, record, decision.read, decision.ticket, seenAt);
    case "open":
      return open(deps, stores, target, record, decision.read, decision.clientId, seenAt);
  }
}

/** Its clock runs from the record's own creation, whenever the client is mapped. */
async function hold(stores: Stores, target: PushTarget, record: DeskRecord): Promise<void> {
  const called = record.number ?? record.externalId;
  const detail =
    record.clientRef === null
      ? `The record ${called} names no client.`
      : `The record ${called} belongs to the client "${record.clientRef}", which is not mapped.`;
  await stores.deliveries.quarantine([
    {
      connectionId: target.connectionId,
      deliveryId: null,
      ordinal: null,
      linkId: null,
      record: { externalId: record.externalId, clientRef: record.clientRef },
      reason: "unknownClient",
      path: "client",
      expected: "a client that is mapped for this connection",
      detail,
    },
  ]);
}

async function attach(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  record: DeskRecord,
  read: Read,
  found: Ticket,
  seenAt: Date,
): Promise<Outcome> {
  const [locked] = await stores.tickets.lock([found.id]);
  if (!locked || record.clientRef === null) return "notAsked";
  const by = { kind: "sync" as const, connectionId: target.connectionId };
  const cause = { by, reason: "attached", after: record.createdAt, until: seenAt, at: deps.clock.now() };
  const joined = attachRecord(locked.ticket, read, cause);
  // Nothing of the ticket has been written into it yet.
  const link = { ...buildLink(deps, target, record, found.id, joined.base, joined.ticket.rev), doneRev: 0 };
  if (!(await stores.links.adopt(link, record.clientRef, joined.ticket.fields.priority))) return "known";
  await saveTicket(deps, stores, target.tenantId, {
    ticket: joined.ticket,
    changes: joined.changes,
    comments: [],
    except: null,
    by,
    at: deps.clock.now(),
  });
  await stores.comments.wantHistory([found.id]);
  await stores.attachments.wantCopies([found.id]);
  return "attached";
}

async function open(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  record: DeskRecord,
  read: Read,
  clientId: ClientId,
  seenAt: Date,
): Promise<Outcome> {
  if (record.clientRef === null) return "notAsked";
  const desks = (await stores.directory.desksOf([clientId])).get(clientId) ?? [];
  const ticket = buildBornTicket(record, read.values, {
    id: deps.ids.next() as TicketId,
    clientId,
    code: deps.ids.code(),
    connectionId: target.connectionId,
    homeConnectionId: decideHome(desks, target.connectionId),
    seenAt,
  });
  await stores.tickets.insert([ticket]);
  const link = buildLink(deps, target, record, ticket.id, read.base, ticket.rev);
  // Whoever linked it meanwhile goes on with it: the transaction is void.
  if (!(await stores.links.adopt(link, record.clientRef, ticket.fields.priority))) throw new RecordTaken();
  const clocked = { ticket, startedAt: record.createdAt };
  const now = deps.clock.now();
  await saveClocks({ now }, stores, target.tenantId, [clocked]);
  await tellEvents(deps, stores, target.tenantId, [told.opened(ticket)]);
  await beginEscalations(deps, stores, target.tenantId, [openedCause(ticket)]);
  await mirrorTickets(stores, deps.ids, target.tenantId, [ticket], null);
  return "opened";
}

/** Two workers saw a new record at once, and the other was first. */
export class RecordTaken extends Error {}

function buildLink(
  deps: PushDeps,
  target: PushTarget,
  record: DeskRecord,
  ticketId: TicketId,
  base: Link["fields"],
  rev: number,
): Link {
  const parts = [target.tenantId, target.connectionId, originOfRecord(target.connectionId, record.externalId)];
  return {
    id: deps.ids.next() as LinkId,
    ticketId,
    connectionId: target.connectionId,
    externalId: record.externalId,
    externalNumber: record.number,
    externalUrl: record.url,
    marker: deps.ids.named(parts) as Link["marker"],
    state: "active",
    fields: base,
    // Read again at once, with its comments.
    seenVersion: null,
    seenChangedAt: null,
    commentsVersion: null,
    ownCalls: null,
    seenAt: null,
    wroteAt: null,
    wantedRev: rev,
    doneRev: rev,
  };
}
