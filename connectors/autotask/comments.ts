import { ExternalId } from "../../schemas/ids.ts";
import {
  type ConnectorError,
  type DeskComment,
  type DeskCommentDraft,
  fail,
  type Result,
  succeed,
} from "../contract.ts";
import { tellBroken } from "../parse-rows.ts";
import { toPlain } from "../rich-text.ts";
import { NoteItem, TimeEntryItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";
import { toCreated } from "./created.ts";
import { type Directory, systemResource } from "./directory.ts";
import { mapComment, mapTimeEntry, publishAll, publishInternal } from "./map-in.ts";
import { inBatches, nameParent } from "./read-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

const noteTypeGeneral = 3;
const noteTypeWorkflow = 13;
/** Longest text of a note; UTF-16 units. */
const mostText = 32_000;

/**
 * Notes and what technicians wrote into time entries, which are half of the conversation. Notes of workflow rules and
 * of the system user are noise and left out.
 */
export async function readComments(
  client: AutotaskClient,
  directory: () => Answer<Directory>,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, readonly DeskComment[]>> {
  const people = await directory();
  if (!people.ok) return people;
  const comments = new Map<ExternalId, DeskComment[]>(ids.map((id) => [id, []]));
  for (const batch of inBatches(ids)) {
    const ofTickets = { op: "in", field: "ticketID", value: batch.map(Number) };
    const notes = await client.queryRows("TicketNotes", NoteItem, [
      ofTickets,
      { op: "noteq", field: "noteType", value: noteTypeWorkflow },
    ]);
    if (!notes.ok) return notes;
    const entries = await client.queryRows("TimeEntries", TimeEntryItem, [ofTickets]);
    if (!entries.ok) return entries;
    const broken = [...notes.value.broken, ...entries.value.broken];
    if (broken.length > 0) return fail(tellBroken(broken, nameParent));
    for (const note of notes.value.rows.filter((one) => !isBySystem(one)))
      comments.get(ExternalId.parse(String(note.ticketID)))?.push(mapComment(note, people.value));
    for (const entry of entries.value.rows)
      comments.get(ExternalId.parse(String(entry.ticketID)))?.push(...mapTimeEntry(entry, people.value));
  }
  for (const list of comments.values()) list.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return succeed(comments);
}

/** Automation writes notes of any type; what a client said by mail or portal has a contact. */
function isBySystem({ creatorResourceID, createdByContactID }: NoteItem): boolean {
  return creatorResourceID === systemResource && createdByContactID === null;
}

/** Written under the parent, read at the root; whether that counts as the one or the other is not known, so both are asked. */
export async function addNote(
  client: AutotaskClient,
  ticketId: number,
  comment: DeskCommentDraft,
): Answer<{ externalId: ExternalId }> {
  return toCreated(
    await client.call({
      method: "POST",
      path: `Tickets/${ticketId}/Notes`,
      json: { ticketID: ticketId, ...textOf(comment), noteType: noteTypeGeneral },
      buckets: ["Tickets", "TicketNotes"],
      safe: false,
    }),
  );
}

/** A note cannot be deleted through the API: what is taken away becomes an empty internal one. Time entries are read only. */
export async function editNote(
  client: AutotaskClient,
  ticketId: number,
  commentId: ExternalId,
  comment: DeskCommentDraft | null,
): Answer<void> {
  if (commentId.startsWith("time"))
    return fail({ kind: "rejected", detail: "Time entries cannot be edited through the API once they are submitted." });
  const taken: DeskCommentDraft = { body: "(This note was deleted.)", format: "plain", visibility: "internal" };
  const answer = await client.call({
    method: "PATCH",
    path: `Tickets/${ticketId}/Notes`,
    json: { id: Number(commentId), ticketID: ticketId, ...textOf(comment ?? taken) },
    buckets: ["Tickets", "TicketNotes"],
    safe: false,
  });
  return answer.ok ? succeed(undefined) : answer;
}

/** Notes are plain text. */
export function shapeNote(comment: DeskCommentDraft): string {
  return toPlain(comment).slice(0, mostText);
}

function textOf(comment: DeskCommentDraft) {
  const description = shapeNote(comment);
  return {
    title: description.split("\n")[0]?.slice(0, 250) || "Note",
    description,
    publish: comment.visibility === "public" ? publishAll : publishInternal,
  };
}
