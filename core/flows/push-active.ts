import pMap from "p-map";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { ClaimedLink } from "../ports/stores.ts";
import { isMerged } from "../sync/is-merged.ts";
import type { Reading } from "../sync/observe.ts";
import { loseRecords } from "./lose-records.ts";
import { observeRecord, type Sight } from "./observe-record.ts";
import {
  callInFlight,
  sideBySide,
  type PushDeps,
  type Pushed,
  type PushTarget,
  restLink,
  takeUpSoon,
  timed,
} from "./push-deps.ts";
import { readApart, tellUnreadable } from "./read-apart.ts";
import { takeWordsFirst } from "./read-before-write.ts";
import { settleMerge } from "./settle-merge.ts";
import { beginAtOnce, type Begun, writeBegun, writeOwed } from "./write-owed.ts";

/** Read, merge and write for links whose records exist; answers those that are to be read back. */
export async function pushActive(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  active: readonly ClaimedLink[],
): Promise<Pushed[]> {
  const withIds = active.flatMap((claimed) =>
    claimed.link.externalId === null ? [] : [{ claimed, externalId: claimed.link.externalId }],
  );
  if (withIds.length === 0) return [];
  await Promise.all(active.map((claimed) => endCallOfDeadProcess(deps, target, claimed)));
  const read = await timed(deps, () =>
    readApart(
      withIds.map(({ externalId }) => externalId),
      (ids) => target.desk.read(ids, true),
    ),
  );
  deps.failpoint("push.afterRead");
  if (!read.value.ok) {
    for (const { claimed } of withIds) await restLink(deps, target, claimed, read.value.error);
    return [];
  }
  await deps.health.noteSuccess(target);
  const { found: records, unreadable } = read.value.value;
  for (const { claimed, externalId } of withIds) {
    const broken = unreadable.get(externalId);
    if (broken) await restLink(deps, target, claimed, tellUnreadable(broken));
  }
  const gone = withIds.filter(({ externalId }) => !records.has(externalId) && !unreadable.has(externalId));
  for (const { claimed } of gone)
    await restLink(deps, target, claimed, { kind: "gone", detail: "The record is no longer there." });
  await loseRecords(
    deps,
    target,
    gone.map(({ externalId }) => externalId),
  );
  const pushed = await pMap(
    withIds,
    async ({ claimed, externalId }) => {
      const record = records.get(externalId);
      if (!record) return undefined;
      const afterRev = claimed.link.wantedRev;
      const reading = { record, startedAt: read.startedAt, endedAt: read.endedAt, afterRev };
      return mergeAndWrite(deps, target, lens, { claimed, externalId }, reading);
    },
    sideBySide,
  );
  return pushed.flatMap((one) => (one ? [one] : []));
}

/** What was just read is merged first, so that only the difference is written. */
async function mergeAndWrite(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  { claimed, externalId }: Pick<Pushed, "claimed" | "externalId">,
  reading: Reading,
): Promise<Pushed | undefined> {
  const { record } = reading;
  if (isMerged(record)) {
    await endMerged(deps, target, lens, claimed, record);
    return undefined;
  }
  const one = { claimed, externalId, written: {}, isNew: false };
  const kept: { begun: Begun | undefined } = { begun: undefined };
  const goOn: Sight["goOn"] = async (stores, seen) => {
    kept.begun = await beginAtOnce(deps, stores, target, lens, one, seen);
    return kept.begun?.saving;
  };
  const sight = { linkId: claimed.link.id, reading, comments: undefined, beginsPush: true, goOn };
  const observed = await observeRecord(deps, target, lens, sight);
  if (observed.kind !== "taken") {
    await takeUpSoon(deps, target, claimed);
    return undefined;
  }
  const { traceparent } = claimed;
  const { begun } = kept;
  if (begun) return deps.trace("link.write", traceparent, () => writeBegun(deps, target, lens, one, begun));
  const words = await takeWordsFirst(deps, target, lens, one, { reading, observed });
  if (!words) return undefined;
  return deps.trace("link.write", traceparent, () => writeOwed(deps, target, lens, one, words));
}

/** The link ends, or moves to the survivor; where that cannot be told now, it is taken up again. */
export async function endMerged(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  claimed: ClaimedLink,
  record: DeskRecord,
): Promise<void> {
  await settleMerge(deps, target, lens, claimed, record);
  await takeUpSoon(deps, target, claimed);
}

/** A call that a dead process left behind has ended for us; what is read from now on is of after it. */
async function endCallOfDeadProcess(deps: PushDeps, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  if (!claimed.link.wroteAt || claimed.link.wroteAt.getTime() < callInFlight.getTime()) return;
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (locked) await stores.links.save({ ...locked.row.link, wroteAt: deps.clock.now() }, { fence: claimed.fence });
  });
}
