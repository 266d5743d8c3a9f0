import type { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskCommentDraft, fail, isRefusal, type Result, succeed } from "../contract.ts";
import { WrittenAction } from "./api-types.ts";
import type { HaloClient } from "./client.ts";
import { type CommentWorld, toCommentId } from "./comments.ts";
import { writeNote } from "./note-text.ts";
import { listOutcomes } from "./outcomes.ts";
import { post, postNew } from "./post.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** What a note becomes that may not be deleted. */
const takenAway = "(removed)";

/** What may not be done with one outcome is tried with the next, so that the note is never lost. */
export async function addComment(
  world: CommentWorld,
  id: ExternalId,
  comment: DeskCommentDraft,
): Answer<{ externalId: ExternalId }> {
  const lists = await world.directory();
  if (!lists.ok) return lists;
  const candidates = listOutcomes(lists.value.outcomes, comment.visibility, world.settings);
  let refused: Result<never, ConnectorError> = fail({
    kind: "rejected",
    field: "outcome_id",
    detail: "Halo has no outcome that may be used for notes. Make one that sends no e-mail and leaves the status.",
  });
  for (const outcomeId of candidates) {
    const added = await tryOutcome(world, id, comment, outcomeId);
    if (added.ok || !isAboutOutcome(added.error)) return added;
    refused = added;
  }
  return refused;
}

function isAboutOutcome(error: ConnectorError): boolean {
  return error.kind === "rejected" && /outcome|access to this action/i.test(`${error.field ?? ""} ${error.detail}`);
}

async function tryOutcome(
  { client }: CommentWorld,
  id: ExternalId,
  comment: DeskCommentDraft,
  outcomeId: number,
): Answer<{ externalId: ExternalId }> {
  const hidden = comment.visibility !== "public";
  const item = { ticket_id: Number(id), outcome_id: outcomeId, note_html: writeNote(comment), ...manners(hidden) };
  const added = await postNew(client, "Actions", item, WrittenAction);
  if (!added.ok) return added;
  const externalId = toCommentId(id, added.value.id);
  if (added.value.hiddenfromuser === null || added.value.hiddenfromuser === hidden) return succeed({ externalId });
  const corrected = await correctVisibility(client, externalId, hidden);
  return corrected.ok ? succeed({ externalId }) : corrected;
}

/** An outcome has a visibility of its own. What shows although it must not is hidden at once, or taken away again. */
async function correctVisibility(client: HaloClient, commentId: ExternalId, hidden: boolean): Answer<void> {
  const corrected = await post(client, "Actions", toKey(commentId, manners(hidden)), WrittenAction);
  if (corrected.ok || !hidden) return succeed(undefined);
  const removed = await removeComment(client, commentId);
  if (removed.ok) return corrected;
  const detail = `The note ${commentId} is visible to the client although it must not be: ${corrected.error.detail}`;
  return fail({ kind: "unknownOutcome", detail });
}

/** Said each time, since an outcome brings its own: who sees it, and that nobody gets a mail. */
function manners(hidden: boolean) {
  return { hiddenfromuser: hidden, sendemail: false };
}

function toKey(commentId: ExternalId, item: Readonly<Record<string, unknown>>) {
  const [ticketId, actionId] = commentId.split(":").map(Number);
  return { ticket_id: ticketId, id: actionId, ...item };
}

/** @param comment null = take it away, or blank and hide it where it may not be deleted */
export async function editComment(
  { client }: CommentWorld,
  commentId: ExternalId,
  comment: DeskCommentDraft | null,
): Answer<void> {
  if (!/^\d+:\d+$/.test(commentId))
    return fail({ kind: "rejected", detail: `"${commentId}" is no ticket and action of Halo.` });
  if (comment === null) return removeComment(client, commentId);
  const item = toKey(commentId, { note_html: writeNote(comment), ...manners(comment.visibility !== "public") });
  const edited = await post(client, "Actions", item, WrittenAction);
  return edited.ok ? succeed(undefined) : edited;
}

async function removeComment(client: HaloClient, commentId: ExternalId): Answer<void> {
  const [ticketId = "", actionId = ""] = commentId.split(":");
  const removed = await client.call({
    method: "DELETE",
    path: `Actions/${actionId}`,
    query: { ticket_id: ticketId },
    safe: false,
  });
  if (removed.ok || removed.error.kind === "gone") return succeed(undefined);
  if (!isRefusal(removed.error)) return removed;
  const note_html = writeNote({ body: takenAway, format: "plain" });
  const blanked = await post(client, "Actions", toKey(commentId, { note_html, ...manners(true) }), WrittenAction);
  return blanked.ok ? succeed(undefined) : blanked;
}
