import pMap from "p-map";
import type { ExternalId } from "../../schemas/ids.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { Result } from "../ports/result.ts";
import type { ClaimedLink } from "../ports/stores.ts";
import { lookForRecords } from "./look-for-records.ts";
import { matchMet, meetRecords } from "./meet-records.ts";
import { observeRecord, type Sight } from "./observe-record.ts";
import { pushCreate } from "./push-create.ts";
import { type PushDeps, type Pushed, type PushTarget, restLink, sideBySide, type Timed, timed } from "./push-deps.ts";
import { isMerged } from "../sync/is-merged.ts";
import { finishPush, finishSeen } from "./finish-push.ts";
import { endMerged, pushActive } from "./push-active.ts";
import { type ReadApart, readApart, tellUnreadable } from "./read-apart.ts";

/** As many as vendors read in one call; with more, one slow record would hold the others back. */
export const mostLinks = 50;
/** A batch at a vendor that allows one call a second takes minutes; of a process that died a lease is free after five seconds. */
const leaseMs = 10 * 60_000;
/** What was given back is taken up again after so long, by the pace of what has failed. */
const givenBackRestMs = 2_000;
/** Priorities 1 and 2 may use the reserve of the budget. */
const leastUrgent = 2;

/**
 * Pushes what is wanted on one connection, most urgent first: read (many a call), merge, write the difference, read back.
 * A crash anywhere is repaired by doing it again.
 *
 * @param most links to be claimed at once
 * @returns how many links were claimed; 0 = nothing is due
 */
export async function pushLinks(
  deps: PushDeps,
  target: PushTarget,
  owner: string,
  most: number = mostLinks,
): Promise<number> {
  const claimed = await deps.unit.inTenant(target.tenantId, (stores) =>
    stores.links.claim(target.connectionId, owner, most, leaseMs),
  );
  if (claimed.length === 0) return 0;
  const urgent = claimed.some(({ priority }) => priority <= leastUrgent);
  try {
    await deps.asUrgent(urgent, () => pushWith(deps, target, claimed));
  } catch (cause) {
    // Else what is not done would wait for as long as the longest batch may take.
    await deps.insist(() =>
      deps.unit.inTenant(target.tenantId, (stores) => stores.links.giveBack(claimed, givenBackRestMs)),
    );
    throw cause;
  }
  return claimed.length;
}

async function pushWith(deps: PushDeps, target: PushTarget, claimed: readonly ClaimedLink[]): Promise<void> {
  const lens = await target.desk.openLens();
  if (lens.ok) return pushClaimed(deps, target, lens.value, claimed);
  for (const link of claimed) await restLink(deps, target, link, lens.error);
}

async function pushClaimed(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  claimed: readonly ClaimedLink[],
): Promise<void> {
  const active = claimed.filter(({ link }) => link.state === "active");
  const unsent = claimed.filter(({ link, createSentAt }) => link.state === "creating" && createSentAt === null);
  // Sent and without an answer, or left behind by a process that ended: it may exist.
  const unknown = claimed.filter(
    ({ link, createSentAt }) => link.state === "unknown" || (link.state === "creating" && createSentAt !== null),
  );
  await lookForRecords(deps, target, lens, unknown);
  const met = await meetRecords(deps, target, lens, unsent);
  const created = await pMap(
    unsent.filter(({ link }) => !met.has(link.id)),
    (link) => deps.trace("link.create", link.traceparent, () => pushCreate(deps, target, lens, link)),
    sideBySide,
  );
  const written = await pushActive(deps, target, lens, await matchMet(deps, target, lens, active));
  await readBack(deps, target, lens, [...created.flatMap((one) => (one ? [one] : [])), ...written]);
}

/** Reads what was written, many a call, so that what the vendor made of it becomes the base. */
async function readBack(deps: PushDeps, target: PushTarget, lens: Lens, pushed: readonly Pushed[]): Promise<void> {
  if (pushed.length === 0) return;
  const ids = pushed.map(({ externalId }) => externalId);
  const read = await timed(deps, () =>
    readApart([...new Set<ExternalId>(ids)], (some) => target.desk.read(some, true)),
  );
  deps.failpoint("push.readBack");
  await pMap(pushed, (one) => takeBack(deps, target, lens, one, read), sideBySide);
}

async function takeBack(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  { value: read, startedAt, endedAt }: Timed<Result<ReadApart<DeskRecord>, ConnectorError>>,
): Promise<void> {
  if (!read.ok) return restLink(deps, target, one.claimed, read.error);
  const broken = read.value.unreadable.get(one.externalId);
  if (broken) return restLink(deps, target, one.claimed, tellUnreadable(broken));
  const record = read.value.found.get(one.externalId);
  if (!record) return restLink(deps, target, one.claimed, { kind: "gone", detail: "The record is no longer there." });
  if (isMerged(record)) return endMerged(deps, target, lens, one.claimed, record);
  const kept = { finished: false };
  const goOn: Sight["goOn"] = async (stores, seen) => {
    const saving = await finishSeen(stores, target, lens, one, seen);
    kept.finished = saving !== undefined;
    return saving;
  };
  const afterRev = one.claimed.link.wantedRev;
  const reading = { record, startedAt, endedAt, afterRev };
  const sight = { linkId: one.claimed.link.id, reading, comments: undefined, goOn };
  const observed = await observeRecord(deps, target, lens, sight);
  if (observed.kind === "taken" && kept.finished) return;
  await finishPush(deps, target, lens, one, observed);
}
