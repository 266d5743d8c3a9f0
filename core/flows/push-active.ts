import type { ConnectorError } from "../ports/connector-error.ts";
import type { Lens } from "../ports/desk.ts";
import type { ClaimedLink } from "../ports/stores.ts";
import { noteConfirmed, noteRejected, noteSending, noteUnsent, planPush, type RawFields } from "../sync/plan-push.ts";
import { checkHistory } from "./check-history.ts";
import { withdrawTwins } from "./look-for-records.ts";
import { observeRecord, type Observed } from "./observe-record.ts";
import { pushComments } from "./push-comments.ts";
import {
  callInFlight,
  noteWrite,
  outcomeOf,
  type PushDeps,
  type Pushed,
  type PushTarget,
  restLink,
  timed,
} from "./push-deps.ts";

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
  const read = await timed(deps, () => target.desk.read(withIds.map(({ externalId }) => externalId)));
  deps.failpoint("push.afterRead");
  if (!read.value.ok) {
    for (const { claimed } of withIds) await restLink(deps, target, claimed, read.value.error);
    return [];
  }
  await deps.health.noteSuccess(target.tenantId, target.connectionId);
  const records = read.value.value;
  const pushed = await Promise.all(
    withIds.map(async ({ claimed, externalId }) => {
      const record = records.get(externalId);
      if (!record) {
        await restLink(deps, target, claimed, { kind: "gone", detail: "The record is no longer there." });
        return undefined;
      }
      const reading = { record, startedAt: read.startedAt, endedAt: read.endedAt };
      const observed = await observeRecord(deps, target.tenantId, target.desk, lens, {
        linkId: claimed.link.id,
        reading,
        comments: undefined,
      });
      if (observed.kind !== "taken") {
        await again(deps, target, claimed);
        return undefined;
      }
      return deps.trace("link.write", claimed.traceparent, () =>
        writeOwed(deps, target, lens, { claimed, externalId, written: {}, isNew: false }),
      );
    }),
  );
  return pushed.flatMap((one) => (one ? [one] : []));
}

/** A call that a dead process left behind has ended for us; what is read from now on is of after it. */
async function endCallOfDeadProcess(deps: PushDeps, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  if (!claimed.link.wroteAt || claimed.link.wroteAt.getTime() < callInFlight.getTime()) return;
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (locked) await stores.links.save({ ...locked.row.link, wroteAt: deps.clock.now() }, { fence: claimed.fence });
  });
}

/** The reading was overtaken: the link is taken up again soon. */
async function again(deps: PushDeps, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    // A desk that was set back to an older state would be read for ever: ever more seldom.
    const nextInMs = Math.min(60_000, 200 * 2 ** claimed.attempts);
    const rest = { nextInMs, attempts: claimed.attempts + 1, lastError: null };
    if (locked) await stores.links.save(locked.row.link, { fence: claimed.fence, release: true, rest });
  });
}

/** Order within a push: a reopening status, comments oldest first, then the fields with a terminal status. */
async function writeOwed(deps: PushDeps, target: PushTarget, lens: Lens, one: Pushed): Promise<Pushed | undefined> {
  const first = await writeFields(deps, target, lens, one, "before");
  if (!first.ok) return undefined;
  const comments = await pushComments(deps, target, one);
  if (!comments.ok) {
    await restLink(deps, target, one.claimed, comments.error);
    return undefined;
  }
  const rest = await writeFields(deps, target, lens, one, "after");
  if (!rest.ok) return undefined;
  const written = { ...first.written, ...rest.written };
  if (Object.keys(written).length === 0) {
    await finishPush(deps, target, lens, { ...one, written }, undefined);
    return undefined;
  }
  return { ...one, written };
}

type Written = { ok: true; written: RawFields } | { ok: false };

/** Plans under the lock, commits what will be sent, sends it, and notes the answer. */
async function writeFields(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  part: "before" | "after",
): Promise<Written> {
  const { claimed, externalId } = one;
  const raw = await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (!locked) return {};
    const plan = planPush(locked.ticket, locked.row.link, target.desk.fields, lens);
    const owed = plan[part];
    const empty = Object.keys(owed).length === 0;
    const link = empty ? plan.link : { ...noteSending(locked.ticket, plan.link, owed), wroteAt: callInFlight };
    const kept = await stores.links.save(link, { fence: claimed.fence });
    return kept ? owed : {};
  });
  if (Object.keys(raw).length === 0) return { ok: true, written: {} };
  deps.failpoint("write.beforeCall");
  const call = await timed(deps, () => target.desk.write({ externalId, raw }));
  deps.failpoint("write.afterCall");
  const answer = call.value;
  await noteWrite(deps, target, {
    ticketId: claimed.link.ticketId,
    linkId: claimed.link.id,
    operation: "write",
    sent: raw,
    outcome: answer.ok ? "done" : outcomeOf(answer.error),
    detail: answer.ok ? null : answer.error.detail,
    at: call.startedAt,
    tookMs: call.tookMs,
  });
  await noteAnswer(deps, target, claimed, raw, answer.ok ? undefined : answer.error);
  if (answer.ok) return { ok: true, written: raw };
  await restLink(deps, target, claimed, answer.error);
  return { ok: false };
}

async function noteAnswer(
  deps: PushDeps,
  target: PushTarget,
  claimed: ClaimedLink,
  raw: RawFields,
  error: ConnectorError | undefined,
): Promise<void> {
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (!locked) return;
    const ended = { ...locked.row.link, wroteAt: deps.clock.now() };
    // Unknown: `sent` stays unconfirmed, the next reading tells.
    const link = !error
      ? noteConfirmed(ended, raw)
      : error.kind === "rejected"
        ? noteRejected(ended, raw, error.detail)
        : error.kind === "unknownOutcome"
          ? ended
          : noteUnsent(ended, raw);
    await stores.links.save(link, { fence: claimed.fence });
  });
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
    const locked = await stores.links.lock(one.claimed.link.id);
    if (!locked) return;
    const plan = planPush(locked.ticket, locked.row.link, target.desk.fields, lens);
    const owed = { ...plan.before, ...plan.after };
    const comments = await stores.comments.owed(one.claimed.link.id);
    const done = Object.keys(owed).length === 0 && comments.length === 0;
    const link = { ...plan.link, doneRev: done ? locked.ticket.rev : locked.row.link.doneRev };
    await stores.links.save(link, {
      fence: one.claimed.fence,
      release: true,
      rest: { nextInMs: 0, attempts: 0, lastError: null },
    });
  });
}
