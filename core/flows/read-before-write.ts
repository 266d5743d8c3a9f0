import type { Lens } from "../ports/desk.ts";
import type { Reading } from "../sync/observe.ts";
import { planPush } from "../sync/plan-push.ts";
import { lockHeld } from "./held-link.ts";
import { isMerged } from "../sync/is-merged.ts";
import { observeRecord, type TakenSight } from "./observe-record.ts";
import { type PushDeps, type Pushed, type PushTarget, restLink, takeUpSoon, timed } from "./push-deps.ts";

/**
 * Edits of comments are owed, and the record has moved since its comments were read: what somebody may have edited there is
 * taken first, so that ours does not go over it unseen.
 *
 * @returns what is known now; undefined = the link rests
 */
export async function takeWordsFirst(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  { reading, observed }: { reading: Reading; observed: TakenSight },
): Promise<TakenSight | undefined> {
  const { link } = observed;
  if (link.seenVersion === link.commentsVersion) return observed;
  const owed = await deps.unit.inTenant(target.tenantId, (stores) => stores.comments.owed(link.id));
  if (owed.every(({ externalId }) => externalId === null)) return observed;
  const said = await timed(deps, () => target.desk.comments([one.externalId]));
  if (!said.value.ok) {
    await restLink(deps, target, one.claimed, said.value.error);
    return undefined;
  }
  const { startedAt, endedAt } = said;
  const comments = { list: said.value.value.get(one.externalId) ?? [], startedAt, endedAt };
  const taken = await observeRecord(deps, target, lens, { linkId: link.id, reading, comments });
  if (taken.kind === "taken") return taken;
  await takeUpSoon(deps, target, one.claimed);
  return undefined;
}

/** A reading that is older says too little of what a write would go over. */
const mostAgeMs = 1_000;

interface SeenBefore {
  seenAt: Date | null;
  sentFiles: boolean;
}

/** Whether nothing would tell afterwards what a write has gone over since. */
export function isBlind({ clock }: PushDeps, { desk }: PushTarget, { seenAt, sentFiles }: SeenBefore): boolean {
  const isOld = clock.now().getTime() - (seenAt?.getTime() ?? 0) >= mostAgeMs;
  return desk.sawMore ? sentFiles : !desk.history && isOld;
}

/**
 * Where neither counted versions nor a history tell afterwards what a write went over, the reading before it has to be fresh:
 * comments, files and other tickets may have taken their time since. Where versions count, the count begins anew after files:
 * whether a file moves the record is the customer's own setting.
 *
 * @returns whether the push goes on; else the link rests
 */
export async function freshen(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  since: SeenBefore,
): Promise<boolean> {
  const { desk } = target;
  if (!isBlind(deps, target, since) || !(await owesFields(deps, target, lens, one))) return true;
  const read = await timed(deps, () => desk.read([one.externalId], true));
  const record = read.value.ok ? read.value.value.get(one.externalId) : undefined;
  if (!record || isMerged(record)) {
    const gone = { kind: "unavailable" as const, detail: "The record could not be read again before the write." };
    await restLink(deps, target, one.claimed, read.value.ok ? gone : read.value.error);
    return false;
  }
  const afterRev = one.claimed.link.wantedRev;
  const reading = { record, startedAt: read.startedAt, endedAt: read.endedAt, afterRev };
  const observed = await observeRecord(deps, target, lens, {
    linkId: one.claimed.link.id,
    reading,
    comments: undefined,
    beginsPush: true,
  });
  if (observed.kind !== "taken") await takeUpSoon(deps, target, one.claimed);
  return observed.kind === "taken";
}

async function owesFields(deps: PushDeps, target: PushTarget, lens: Lens, one: Pushed): Promise<boolean> {
  const held = await deps.unit.inTenant(target.tenantId, (stores) => lockHeld(stores, one));
  return (
    held !== undefined && Object.keys(planPush(held.ticket, held.row.link, target.desk.fields, lens).after).length > 0
  );
}
