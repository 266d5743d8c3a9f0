import type { ExternalId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { LinkRow, Stores } from "../ports/stores.ts";
import { attachRecord } from "../sync/attach-record.ts";
import { readFields } from "../sync/build-born-ticket.ts";
import type { EditCause } from "../sync/edit-ticket.ts";
import { mergeTickets } from "../sync/merge-tickets.ts";
import { noteConflicts } from "./note-conflicts.ts";
import { type PushDeps, type PushTarget, timed } from "./push-deps.ts";
import { saveTicket } from "./save-ticket.ts";
import { wantSources } from "./want-sources.ts";
import { takeLastWords } from "./take-last-words.ts";

/** A survivor may have been merged itself; a chain that is longer than this is taken for a ring. */
const longestChain = 5;

/**
 * A record says that it was merged into another one: its link ends, after what was said in it last was taken. When the
 * survivor has a ticket, the tickets merge too; when nobody knows it, the link moves to it; never across clients.
 *
 * @returns whether other links are owed something
 */
export async function settleMerge(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  row: LinkRow,
  record: DeskRecord,
): Promise<boolean> {
  const found = await findSurvivor(target, record);
  if (found === undefined) return readAgain(deps, target, record);
  const said = await timed(deps, () => target.desk.comments([record.externalId]));
  if (!said.value.ok) return readAgain(deps, target, record);
  const { startedAt, endedAt } = said;
  const list = said.value.value.get(record.externalId) ?? [];
  const lastWords = { list, startedAt, endedAt };
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const known = await findKnown(stores, target, found.chain);
    const ids = [row.link.ticketId, ...(known ? [known.link.ticketId] : [])];
    await stores.tickets.lock([...new Set(ids)]);
    const current = await stores.links.lock(row.link.id);
    // Settled by somebody else meanwhile.
    if (current?.row.link.state !== "active" || current.row.link.externalId !== record.externalId) return false;
    await takeLastWords(deps, stores, target, current, lastWords);
    deps.metrics.count("interdesk_links_ended", { reason: known ? "merged" : "movedToSurvivor" });
    if (known) return mergeInto(deps, stores, target, current.row, known);
    if (!found.record) return endLink(stores, current.row.link, "merged");
    if (await stores.links.knows(target.connectionId, found.record))
      return endApart(deps, stores, target, current.row, { reason: "survivorEnded", theirs: found.record.externalId });
    return moveTo(deps, stores, target, lens, current.row, found.record);
  });
}

/** Its desk could not say what became of it: nothing else may ask for this record again. */
async function readAgain(deps: PushDeps, target: PushTarget, { externalId }: DeskRecord): Promise<boolean> {
  await deps.unit.inTenant(target.tenantId, (stores) => stores.hints.add(target.connectionId, [externalId], null));
  return false;
}

/** The records through which the merges lead, and the last of them; it may not be there. Undefined = it cannot be told now. */
async function findSurvivor(
  target: PushTarget,
  { mergedInto }: DeskRecord,
): Promise<{ chain: readonly ExternalId[]; record: DeskRecord | undefined } | undefined> {
  const chain: ExternalId[] = [];
  let into = mergedInto;
  for (let steps = 0; into !== null && into !== undefined && steps < longestChain; steps++) {
    const read = await target.desk.read([into]);
    if (!read.ok) return undefined;
    const record = read.value.get(into);
    chain.push(into);
    if (record?.mergedInto === null || record?.mergedInto === undefined) return { chain, record };
    into = record.mergedInto;
  }
  return undefined;
}

/** The first in the chain that has a ticket: where that one goes from there, it is followed by its own link. */
async function findKnown(
  stores: Stores,
  target: PushTarget,
  chain: readonly ExternalId[],
): Promise<LinkRow | undefined> {
  const rows = await stores.links.byRecords(target.connectionId, chain, []);
  const working = new Map(rows.map((row) => [row.link.externalId, row]));
  return chain.flatMap((id) => working.get(id) ?? [])[0];
}

async function endLink(stores: Stores, link: Link, reason: string): Promise<boolean> {
  await stores.links.save({ ...link, state: "merged" }, { endedReason: reason, release: true });
  return false;
}

/** The link ends and its ticket goes on without it: a person sees why. */
async function endApart(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  { link }: LinkRow,
  { reason, theirs }: { reason: string; theirs: string },
): Promise<boolean> {
  const { connectionId } = target;
  const at = deps.clock.now();
  const values = { field: "ticket" as const, winner: "open" as const, ours: link.ticketId, theirs, reason, at };
  await noteConflicts(deps, stores, target.tenantId, [{ ticketId: link.ticketId, connectionId, ...values }]);
  return endLink(stores, link, reason);
}

function causeOf(deps: PushDeps, target: PushTarget, row: LinkRow): EditCause {
  const now = deps.clock.now();
  const by = { kind: "sync" as const, connectionId: target.connectionId };
  return { by, reason: "merged", after: row.link.seenAt ?? row.linkedAt, until: now, at: now };
}

async function mergeInto(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  row: LinkRow,
  known: LinkRow,
): Promise<boolean> {
  const ids = [row.link.ticketId, known.link.ticketId];
  const locked = new Map((await stores.tickets.lock([...new Set(ids)])).map(({ ticket }) => [ticket.id, ticket]));
  const [loser, survivor] = [locked.get(row.link.ticketId), locked.get(known.link.ticketId)];
  if (!loser || !survivor) return false;
  if (loser.id === survivor.id) {
    await stores.comments.carryInto(row.link.id, known.link.id);
    return endLink(stores, row.link, "merged");
  }
  if (loser.clientId !== survivor.clientId)
    return endApart(deps, stores, target, row, { reason: "mergedAcrossClients", theirs: survivor.id });
  const name = known.link.externalNumber ?? survivor.code ?? survivor.id;
  const cause = causeOf(deps, target, row);
  const merged = mergeTickets(loser, survivor, name, cause);
  await endLink(stores, row.link, "merged");
  await stores.comments.carryInto(row.link.id, known.link.id);
  await stores.tickets.mergeInto(loser.id, survivor.id);
  await stores.comments.wantHistory([survivor.id]);
  await stores.attachments.wantCopies([survivor.id]);
  const raised = { ...merged.survivor, rev: merged.survivor.rev + 1 };
  for (const ticket of [merged.loser, raised]) {
    const changes = merged.changes.filter(({ ticketId }) => ticketId === ticket.id);
    const save = { ticket, changes, comments: [], except: null, by: cause.by, at: cause.at };
    await saveTicket(deps, stores, target.tenantId, save);
  }
  await wantSources(stores, raised);
  return true;
}

/** The survivor goes on as this link's record; what people wrote into it stands. */
async function moveTo(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  lens: Lens,
  row: LinkRow,
  survivor: DeskRecord,
): Promise<boolean> {
  const [locked] = await stores.tickets.lock([row.link.ticketId]);
  if (!locked) return false;
  const clients = await stores.directory.clientsByRef(target.connectionId, clientOf(survivor));
  const clientId = survivor.clientRef === null ? undefined : clients.get(survivor.clientRef);
  if (clientId !== locked.ticket.clientId)
    return endApart(deps, stores, target, row, { reason: "mergedAcrossClients", theirs: survivor.externalId });
  const cause = causeOf(deps, target, row);
  const joined = attachRecord(locked.ticket, readFields(survivor, target.desk.fields, lens), cause);
  const link: Link = {
    ...row.link,
    externalId: survivor.externalId,
    externalNumber: survivor.number,
    externalUrl: survivor.url,
    fields: joined.base,
    seenVersion: null,
    seenChangedAt: null,
    commentsVersion: null,
    ownCalls: null,
    seenAt: null,
    wroteAt: null,
    // What a person has set on the ticket and what was said are owed to the survivor.
    doneRev: 0,
  };
  await stores.comments.carryCopies(link.id);
  const moved = survivor.clientRef === null ? {} : { clientRef: survivor.clientRef };
  await stores.links.save(link, { ...moved, release: true });
  await stores.hints.add(target.connectionId, [survivor.externalId], null);
  const save = {
    ticket: joined.ticket,
    changes: joined.changes,
    comments: [],
    except: null,
    by: cause.by,
    at: cause.at,
  };
  await saveTicket(deps, stores, target.tenantId, save);
  return true;
}

function clientOf({ clientRef }: DeskRecord): readonly ExternalId[] {
  return clientRef === null ? [] : [clientRef];
}
