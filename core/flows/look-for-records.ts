import type { DeskRecord, Lens } from "../ports/desk.ts";
import type { ClaimedLink } from "../ports/stores.ts";
import { lookWaitsMs, mayCreateAgain } from "../sync/decide-retry.ts";
import { observeRecord } from "./observe-record.ts";
import { noteWrite, outcomeOf, type PushDeps, type PushTarget, restLink, timed } from "./push-deps.ts";

/** The vendor's clock may be behind ours. */
export const clockMarginMs = 10 * 60_000;

/** Looks for records whose creation got no answer, by marker and many a call; the oldest find completes the link. */
export async function lookForRecords(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  unknown: readonly ClaimedLink[],
): Promise<void> {
  if (unknown.length === 0) return;
  const since = earliestOf(unknown);
  const call = await timed(deps, () =>
    target.desk.findByMarker(
      unknown.map(({ link }) => link.marker),
      since,
    ),
  );
  for (const claimed of unknown) {
    if (!call.value.ok) {
      await restLink(deps, target, claimed, call.value.error);
      continue;
    }
    const found = call.value.value.filter((record) => record.marker === claimed.link.marker);
    const [oldest, ...twins] = found;
    if (!oldest) {
      await lookLater(deps, target, claimed);
      continue;
    }
    await settle(deps, target, lens, claimed, oldest, call);
    for (const twin of twins) await withdrawTwin(deps, target, claimed, twin, oldest);
  }
}

/** No record of these was made before; their first creation was sent after the link was made, whoever's clock runs fast. */
function earliestOf(claimed: readonly ClaimedLink[]): Date {
  return new Date(Math.min(...claimed.map(({ linkedAt }) => linkedAt.getTime())) - clockMarginMs);
}

async function settle(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  claimed: ClaimedLink,
  record: DeskRecord,
  call: { startedAt: Date; endedAt: Date },
): Promise<void> {
  // The call that got no answer has ended for us: what is read from here on is of after it.
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    if (locked) await stores.links.save({ ...locked.row.link, wroteAt: call.startedAt }, { fence: claimed.fence });
  });
  const reading = { record, startedAt: call.startedAt, endedAt: call.endedAt };
  await observeRecord(
    deps,
    target,
    lens,
    { linkId: claimed.link.id, reading, comments: undefined },
    {
      fence: claimed.fence,
      release: true,
      rest: { nextInMs: 0, attempts: 0, lastError: null },
    },
  );
  deps.metrics.count("interdesk_unknown_creates", { outcome: "found" });
}

/** Nothing found yet: look again, and only after the vendor's longest delay send the creation once more. */
async function lookLater(deps: PushDeps, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  const sentAt = claimed.createSentAt ?? deps.clock.now();
  const again = mayCreateAgain(deps.clock.now().getTime() - sentAt.getTime(), target.desk);
  const nextInMs = again ? 0 : (lookWaitsMs[Math.min(claimed.lookedCount + 1, lookWaitsMs.length - 1)] ?? 300_000);
  deps.metrics.count("interdesk_unknown_creates", { outcome: again ? "sentAgain" : "notFoundYet" });
  await deps.unit.inTenant(target.tenantId, async (stores) => {
    const locked = await stores.links.lock(claimed.link.id);
    const state = locked?.row.link.state;
    if (!locked || (state !== "creating" && state !== "unknown")) return;
    const rest = {
      nextInMs,
      attempts: claimed.attempts,
      lastError: "The creation got no answer; looking for the record.",
    };
    const change = { fence: claimed.fence, release: true, rest };
    if (again) {
      await stores.links.save(
        { ...locked.row.link, state: "creating", fields: {}, wroteAt: null },
        { ...change, createSentAt: null, generation: claimed.generation + 1 },
      );
    } else {
      await stores.links.save(
        { ...locked.row.link, state: "unknown" },
        { ...change, lookedCount: claimed.lookedCount + 1 },
      );
    }
  });
}

/** After a creation was sent twice: the younger of two finds is taken out of work. */
export async function withdrawTwins(deps: PushDeps, target: PushTarget, claimed: ClaimedLink): Promise<void> {
  const found = await target.desk.findByMarker([claimed.link.marker], earliestOf([claimed]));
  if (!found.ok) return restLink(deps, target, claimed, found.error);
  const [oldest, ...twins] = found.value;
  if (!oldest) return;
  for (const twin of twins) await withdrawTwin(deps, target, claimed, twin, oldest);
}

async function withdrawTwin(
  deps: PushDeps,
  target: PushTarget,
  claimed: ClaimedLink,
  twin: DeskRecord,
  kept: DeskRecord,
): Promise<void> {
  const reason = `Created twice because an answer was lost. Please use ${kept.number ?? kept.externalId} instead.`;
  const call = await timed(deps, () => target.desk.withdraw(twin.externalId, reason));
  const answer = call.value;
  await noteWrite(deps, target, {
    ticketId: claimed.link.ticketId,
    linkId: claimed.link.id,
    operation: "withdraw",
    sent: { record: twin.externalId, keep: kept.externalId },
    outcome: answer.ok ? "done" : outcomeOf(answer.error),
    detail: answer.ok ? null : answer.error.detail,
    at: call.startedAt,
    tookMs: call.tookMs,
  });
}
