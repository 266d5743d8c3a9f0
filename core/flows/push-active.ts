import pMap from "p-map";
import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { ClaimedLink } from "../ports/stores.ts";
import { isMerged } from "../sync/is-merged.ts";
import type { Reading } from "../sync/observe.ts";
import { planPush } from "../sync/plan-push.ts";
import { checkHistory } from "./check-history.ts";
import { lockHeld } from "./held-link.ts";
import { withdrawTwins } from "./look-for-records.ts";
import { loseRecords } from "./lose-records.ts";
import { observeRecord, type Observed, type TakenSight } from "./observe-record.ts";
import { pushAttachments } from "./push-attachments.ts";
import { pushComments } from "./push-comments.ts";
import {
  callInFlight,
  mostAtOnce,
  type PushDeps,
  type Pushed,
  type PushTarget,
  restLink,
  takeUpSoon,
  timed,
} from "./push-deps.ts";
import { freshen, takeWordsFirst } from "./read-before-write.ts";
import { settleMerge } from "./settle-merge.ts";
import { writeFields } from "./write-fields.ts";

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
    target.desk.read(
      withIds.map(({ externalId }) => externalId),
      true,
    ),
  );
  deps.failpoint("push.afterRead");
  if (!read.value.ok) {
    for (const { claimed } of withIds) await restLink(deps, target, claimed, read.value.error);
    return [];
  }
  await deps.health.noteSuccess(target.tenantId, target.connectionId);
  const records = read.value.value;
  const gone = withIds.filter(({ externalId }) => !records.has(externalId));
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
      const reading = { record, startedAt: read.startedAt, endedAt: read.endedAt };
      return mergeAndWrite(deps, target, lens, { claimed, externalId }, reading);
    },
    { concurrency: mostAtOnce },
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
  const sight = { linkId: claimed.link.id, reading, comments: undefined, beginsPush: true };
  const observed = await observeRecord(deps, target, lens, sight);
  if (observed.kind !== "taken") {
    await takeUpSoon(deps, target, claimed);
    return undefined;
  }
  const one = { claimed, externalId, written: {}, isNew: false };
  const words = await takeWordsFirst(deps, target, lens, one, { reading, observed });
  if (!words) return undefined;
  return deps.trace("link.write", claimed.traceparent, () => writeOwed(deps, target, lens, one, words));
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

/** Order within a push: a reopening status, comments and files oldest first, then the fields with a terminal status. */
async function writeOwed(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  { ticket, link }: TakenSight,
): Promise<Pushed | undefined> {
  const reopens = Object.keys(planPush(ticket, link, target.desk.fields, lens).before).length > 0;
  const first = reopens ? await writeFields(deps, target, lens, one, "before") : { ok: true as const, written: {} };
  if (!first.ok) return undefined;
  const owed = await deps.unit.inTenant(target.tenantId, async (stores) => ({
    comments: await stores.comments.owed(link.id),
    files: await stores.attachments.owed(link.id),
  }));
  const comments = await pushComments(deps, target, one, owed.comments);
  const files = comments.ok ? await pushAttachments(deps, target, one, owed.files) : comments;
  if (!files.ok) {
    await restLink(deps, target, one.claimed, files.error);
    return undefined;
  }
  const why = { seenAt: link.seenAt, sentFiles: owed.files.length > 0 };
  if (!(await freshen(deps, target, lens, one, why))) return undefined;
  const rest = await writeFields(deps, target, lens, one, "after");
  if (!rest.ok) return undefined;
  const written = { ...first.written, ...rest.written };
  if (Object.keys(written).length === 0) {
    await finishPush(deps, target, lens, { ...one, written }, undefined);
    return undefined;
  }
  return { ...one, written };
}

/** Gives the link back: done if nothing is owed any more, else at once again. Shows what our write covered. */
export async function finishPush(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  observed: Observed | undefined,
): Promise<void> {
  if (one.claimed.generation > 1 && one.isNew) await withdrawTwins(deps, target, one.claimed);
  if (observed?.kind === "taken") await checkHistory(deps, target, observed.link, one.externalId);
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const held = await lockHeld(stores, one);
    if (!held) return;
    const { ticket, row } = held;
    const plan = planPush(ticket, row.link, target.desk.fields, lens);
    const owed = { ...plan.before, ...plan.after };
    const comments = await stores.comments.owed(one.claimed.link.id);
    const files = await stores.attachments.owed(one.claimed.link.id);
    const done = Object.keys(owed).length === 0 && comments.length === 0 && files.length === 0;
    const link = { ...plan.link, doneRev: done ? ticket.rev : row.link.doneRev };
    await stores.links.save(link, {
      fence: one.claimed.fence,
      release: true,
      rest: { nextInMs: 0, attempts: 0, lastError: null },
    });
  });
}
