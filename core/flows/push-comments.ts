import type { ConnectorError } from "../ports/connector-error.ts";
import { fail, type Result, succeed } from "../ports/result.ts";
import type { OwedComment } from "../ports/stores.ts";
import { attributeComment, foldText } from "../sync/match-comments.ts";
import { noteWrite, outcomeOf, type PushDeps, type Pushed, type PushTarget, timed } from "./push-deps.ts";

/** Writes the comments that a link is owed, oldest first; each is committed as `sending` before its call. */
export async function pushComments(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
): Promise<Result<void, ConnectorError>> {
  const owed = await deps.unit.inTenant(target.tenantId, (stores) => stores.comments.owed(one.claimed.link.id));
  if (owed.length === 0) return succeed(undefined);
  const missing = await dropArrived(deps, target, one, owed);
  if (!missing.ok) return missing;
  for (const { comment } of missing.value) {
    const sent = await sendComment(deps, target, one, comment);
    if (!sent.ok) return sent;
  }
  return succeed(undefined);
}

/** One that was being sent when an answer was lost, or a process ended, may be there: look before repeating. */
async function dropArrived(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  owed: readonly OwedComment[],
): Promise<Result<readonly OwedComment[], ConnectorError>> {
  if (owed.every(({ state }) => state === "wanted")) return succeed(owed);
  const read = await target.desk.comments([one.externalId]);
  if (!read.ok) return read;
  const ours = (read.value.get(one.externalId) ?? []).filter((comment) => comment.byUs);
  const missing: OwedComment[] = [];
  for (const entry of owed) {
    const text = foldText(attributeComment(entry.comment));
    const index = entry.state === "sending" ? ours.findIndex((comment) => foldText(comment.body) === text) : -1;
    const [there] = index >= 0 ? ours.splice(index, 1) : [];
    if (!there) {
      missing.push(entry);
      continue;
    }
    await deps.unit.inTenant(target.tenantId, (stores) =>
      stores.comments.saveCopy(one.claimed.link.id, entry.comment.id, {
        externalId: there.externalId,
        state: "done",
        detail: null,
      }),
    );
  }
  return succeed(missing);
}

async function sendComment(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  comment: OwedComment["comment"],
): Promise<Result<void, ConnectorError>> {
  const linkId = one.claimed.link.id;
  const save = (copy: Parameters<import("../ports/stores.ts").CommentStore["saveCopy"]>[2]) =>
    deps.unit.inTenant(target.tenantId, (stores) => stores.comments.saveCopy(linkId, comment.id, copy));
  await save({ externalId: null, state: "sending", detail: null, sentAt: deps.clock.now() });
  deps.failpoint("comment.beforeCall");
  const body = attributeComment(comment);
  const call = await timed(deps, () =>
    target.desk.addComment(one.externalId, { body, visibility: comment.visibility }),
  );
  deps.failpoint("comment.afterCall");
  const answer = call.value;
  await noteWrite(deps, target, {
    ticketId: comment.ticketId,
    linkId,
    operation: "comment",
    sent: { visibility: comment.visibility, comment: comment.id },
    outcome: answer.ok ? "done" : outcomeOf(answer.error),
    detail: answer.ok ? null : answer.error.detail,
    at: call.startedAt,
    tookMs: call.tookMs,
  });
  if (answer.ok) {
    await save({ externalId: answer.value.externalId, state: "done", detail: null });
    return succeed(undefined);
  }
  if (answer.error.kind === "rejected") {
    // Shown on the ticket; the other comments go on.
    await save({ externalId: null, state: "failed", detail: answer.error.detail });
    return succeed(undefined);
  }
  if (answer.error.kind !== "unknownOutcome")
    await save({ externalId: null, state: "wanted", detail: answer.error.detail });
  return fail(answer.error);
}
