import type { LinkId } from "../../schemas/ids.ts";
import { endedStatuses } from "../../schemas/ticket.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { ClaimedLink } from "../ports/stores.ts";
import { clockMarginMs } from "./look-for-records.ts";
import { mirrorTickets } from "./mirror-tickets.ts";
import { observeRecord } from "./observe-record.ts";
import { type PushDeps, type PushTarget, restLink, takeUpSoon, timed } from "./push-deps.ts";
import { takeAttachments } from "./take-attachments.ts";

/**
 * Looks for records before they are made, by marker and many a call, where time was lost here: the same ticket may have been
 * made in it, and its record with it. What is found completes its link, with what was said there and theirs winning.
 *
 * @returns links that are not to be created now: found, or not to be told
 */
export async function meetRecords(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  unsent: readonly ClaimedLink[],
): Promise<ReadonlySet<LinkId>> {
  if (unsent.length === 0) return new Set();
  const lost = await deps.unit.inTenant(target.tenantId, (stores) => stores.connections.lostTime(target.connectionId));
  if (!lost) return new Set();
  const since = new Date(lost.from.getTime() - clockMarginMs);
  const call = await timed(deps, () =>
    target.desk.findByMarker(
      unsent.map(({ link }) => link.marker),
      since,
    ),
  );
  const met = new Set<LinkId>();
  for (const claimed of unsent) {
    if (!call.value.ok) await restLink(deps, target, claimed, call.value.error);
    const record = call.value.ok ? call.value.value.find(({ marker }) => marker === claimed.link.marker) : undefined;
    if (record) await meet(deps, target, lens, claimed, { record, startedAt: call.startedAt, endedAt: call.endedAt });
    if (record || !call.value.ok) met.add(claimed.link.id);
  }
  return met;
}

interface Met {
  record: DeskRecord;
  startedAt: Date;
  endedAt: Date;
}

async function meet(deps: PushDeps, target: PushTarget, lens: Lens, claimed: ClaimedLink, reading: Met): Promise<void> {
  const { record } = reading;
  if (await isPast(deps, target, lens, claimed, record)) return;
  const comments = await timed(deps, () => target.desk.comments([record.externalId]));
  const list = comments.value.ok ? comments.value.value.get(record.externalId) : undefined;
  // Without its comments they would be written there once more.
  if (!list) return takeUpSoon(deps, target, claimed);
  const said = { list, startedAt: comments.startedAt, endedAt: comments.endedAt };
  const recovering = { ...target, recovery: "first" as const };
  await observeRecord(
    deps,
    recovering,
    lens,
    { linkId: claimed.link.id, reading, comments: said },
    // Nothing is written there before the ticket's other records were met, too: see `matchMet`.
    { fence: claimed.fence, release: true, lookedCount: 1, rest: { ...soon, attempts: 0 } },
  );
  await hangFiles(deps, recovering, claimed.link.id, record);
  deps.metrics.count("interdesk_records_met", { outcome: "adopted" });
}

async function hangFiles(deps: PushDeps, target: PushTarget, linkId: LinkId, record: DeskRecord): Promise<void> {
  const { externalId } = record;
  const files = await target.desk.attachments?.([externalId]);
  if (files?.ok) await takeAttachments(deps, target, { linkId, externalId, files: files.value.get(externalId) ?? [] });
}

/** How long, and how often, a record that was met waits for those of its ticket in other desks. */
const soon = { nextInMs: 1_500, lastError: null };
const mostWaits = 20;

/**
 * Of records that were met: once all of their ticket's have been, what we had copied between them is matched, and they are
 * pushed like the others.
 *
 * @returns links that may be pushed now
 */
export async function matchMet(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  active: readonly ClaimedLink[],
): Promise<readonly ClaimedLink[]> {
  const met = active.filter(({ lookedCount }) => lookedCount > 0);
  if (met.length === 0) return active;
  const lost = await deps.unit.inTenant(target.tenantId, (stores) => stores.connections.lostTime(target.connectionId));
  if (!lost) return active;
  const waiting = new Set<LinkId>();
  for (const claimed of met)
    if (!(await matchOne(deps, { ...target, recovery: "last" }, lens, claimed))) waiting.add(claimed.link.id);
  return active.filter(({ link }) => !waiting.has(link.id));
}

/** @returns false: it waits still, or could not be read */
async function matchOne(deps: PushDeps, target: PushTarget, lens: Lens, claimed: ClaimedLink): Promise<boolean> {
  const { link, fence, lookedCount } = claimed;
  const { externalId } = link;
  if (externalId === null) return true;
  const waits = await deps.unit.inTenant(target.tenantId, async (stores) => {
    if (lookedCount >= mostWaits || !(await stores.links.isMeeting(link.ticketId))) return false;
    const locked = await stores.links.lock(link.id);
    const change = { fence, release: true, lookedCount: lookedCount + 1, rest: { ...soon, attempts: 0 } };
    if (locked) await stores.links.save(locked.row.link, change);
    return true;
  });
  if (waits) return false;
  const read = await timed(deps, () => target.desk.read([externalId], true));
  const comments = await timed(deps, () => target.desk.comments([externalId]));
  const record = read.value.ok ? read.value.value.get(externalId) : undefined;
  const list = comments.value.ok ? comments.value.value.get(externalId) : undefined;
  if (!record || !list) {
    await takeUpSoon(deps, target, claimed);
    return false;
  }
  const said = { list, startedAt: comments.startedAt, endedAt: comments.endedAt };
  const reading = { record, startedAt: read.startedAt, endedAt: read.endedAt };
  await observeRecord(deps, target, lens, { linkId: link.id, reading, comments: said }, { fence, lookedCount: 0 });
  await hangFiles(deps, target, link.id, record);
  return true;
}

/** An alert's record that has ended is of an occurrence that is not known here any more: this one gets a record of its own. */
async function isPast(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  claimed: ClaimedLink,
  record: DeskRecord,
): Promise<boolean> {
  const status = lens.from("status", record.raw.status ?? null);
  if (status.kind !== "value" || !endedStatuses.some((ended) => ended === status.value)) return false;
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (!locked || locked.ticket.birthConnectionId !== null || endedStatuses.includes(locked.ticket.fields.status))
      return false;
    const ended = { ...locked.row.link, externalId: record.externalId, externalNumber: record.number };
    await stores.links.save(
      { ...ended, externalUrl: record.url, state: "ended", doneRev: locked.ticket.rev },
      { fence: claimed.fence, release: true, endedReason: "closedForGood" },
    );
    await mirrorTickets(stores, deps.ids, target.tenantId, [locked.ticket], claimed.traceparent);
    deps.metrics.count("interdesk_records_met", { outcome: "past" });
    return true;
  });
}
