import type { ConnectorError } from "../ports/connector-error.ts";
import type { DeskComment } from "../ports/desk.ts";
import { type Result, succeed } from "../ports/result.ts";
import type { CommentCopy } from "../sync/comment-copy.ts";
import { foldWords } from "../sync/comment-text.ts";
import { type CommentShape, wordsOf } from "../sync/match-comments.ts";
import { lockHeld } from "./held-link.ts";
import { noteArrived, shapeOf } from "./note-comment.ts";
import { type PushDeps, type Pushed, type PushTarget, timed } from "./push-deps.ts";
import { writeComment } from "./write-comment.ts";

type Done = Result<void, ConnectorError>;

/** Writes the comments and edits that a link is owed, oldest first; what each needs is decided just before its call. */
export async function pushComments(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  owed: readonly CommentCopy[],
): Promise<Done> {
  if (owed.length === 0) return succeed(undefined);
  const missing = await dropArrived(deps, target, one, owed);
  if (!missing.ok) return missing;
  for (const { comment } of missing.value) {
    const done = await writeComment(deps, target, one, comment.id);
    if (!done.ok) return done;
  }
  return succeed(undefined);
}

/** One that was being sent when an answer was lost, or that a merge may have brought, may be there: look before writing. */
async function dropArrived(
  deps: PushDeps,
  target: PushTarget,
  one: Pushed,
  owed: readonly CommentCopy[],
): Promise<Result<readonly CommentCopy[], ConnectorError>> {
  if (owed.every(({ state }) => state !== "sending" && state !== "carried")) return succeed(owed);
  const read = await timed(deps, () => target.desk.comments([one.externalId]));
  if (!read.value.ok) return read.value;
  const list = read.value.value.get(one.externalId) ?? [];
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    if (!(await lockHeld(stores, one))) return succeed([]);
    const copies = await stores.comments.copies(one.claimed.link.id);
    const known = new Set(copies.flatMap(({ externalId, notes }) => [externalId, ...notes]));
    const unknown = list.filter(({ externalId }) => !known.has(externalId));
    const missing: CommentCopy[] = [];
    for (const copy of await stores.comments.owed(one.claimed.link.id)) {
      const there = takeArrived(unknown, copy, shapeOf(target));
      if (!there) {
        missing.push(copy);
        continue;
      }
      const seen = { body: there.body, visibility: there.visibility, at: read.endedAt.toISOString() };
      await noteArrived(stores, one, copy, { externalId: there.externalId, rev: copy.rev, seen });
    }
    return succeed(missing);
  });
}

function takeArrived(unknown: DeskComment[], copy: CommentCopy, shape: CommentShape): DeskComment | undefined {
  if (copy.state !== "sending" && copy.state !== "carried") return undefined;
  const words = foldWords(wordsOf(copy, shape));
  const index = unknown.findIndex(({ byUs, body }) => (byUs || copy.state === "carried") && foldWords(body) === words);
  return index >= 0 ? unknown.splice(index, 1)[0] : undefined;
}
