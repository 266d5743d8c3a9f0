import type { Lens } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import { planPush, type RawFields } from "../sync/plan-push.ts";
import { finishPush, finishSeen } from "./finish-push.ts";
import { isHeld } from "./held-link.ts";
import type { Saving, Seen, TakenSight } from "./observe-record.ts";
import { pushAttachments } from "./push-attachments.ts";
import { pushComments } from "./push-comments.ts";
import { type PushDeps, type Pushed, type PushTarget, restLink } from "./push-deps.ts";
import { freshen, isBlind } from "./read-before-write.ts";
import { beginWrite, sendBegun, type Written, writeFields } from "./write-fields.ts";

/** What a push does right with the reading that it begins with; `raw` is committed as being sent, nothing = it has ended. */
export interface Begun {
  raw: RawFields;
  saving: Saving;
}

/**
 * Where fields alone are owed, which is nearly always, they are planned on what was just seen, in the same transaction.
 *
 * @returns undefined = more than that is owed, or the record is to be looked at once more
 */
export async function beginAtOnce(
  deps: PushDeps,
  stores: Stores,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  seen: Seen,
): Promise<Begun | undefined> {
  if (!isHeld(one, seen)) return undefined;
  const { link, before, after } = planPush(seen.ticket, seen.link, target.desk.fields, lens);
  if (Object.keys(before).length > 0 || (await stores.links.owesWords(link.id))) return undefined;
  if (Object.keys(after).length === 0) {
    const saving = await finishSeen(stores, target, lens, one, seen);
    return saving && { raw: {}, saving };
  }
  if (isBlind(deps, target, { seenAt: link.seenAt, sentFiles: false })) return undefined;
  return { raw: after, saving: { link: beginWrite(seen.ticket, link, after), change: {} } };
}

/** Sends what {@link beginAtOnce} has begun. @returns undefined = nothing is to be read back */
export async function writeBegun(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  { raw }: Begun,
): Promise<Pushed | undefined> {
  if (Object.keys(raw).length === 0) return undefined;
  return endWrite(deps, target, lens, one, await sendBegun(deps, target, lens, one, raw, "after"), undefined);
}

/** Order within a push: a reopening status, comments and files oldest first, then the fields with a terminal status. */
export async function writeOwed(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  seen: TakenSight,
): Promise<Pushed | undefined> {
  const { ticket, link } = seen;
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
  return endWrite(
    deps,
    target,
    lens,
    one,
    rest.ok ? { ok: true, written: { ...first.written, ...rest.written } } : rest,
    seen,
  );
}

/** @param seen what the push began with, where its history may still be owed: a read-back of another push had failed */
async function endWrite(
  deps: PushDeps,
  target: PushTarget,
  lens: Lens,
  one: Pushed,
  done: Written,
  seen: TakenSight | undefined,
): Promise<Pushed | undefined> {
  if (!done.ok) return undefined;
  const { written } = done;
  if (Object.keys(written).length > 0) return { ...one, written };
  await finishPush(deps, target, lens, { ...one, written }, seen);
  return undefined;
}
