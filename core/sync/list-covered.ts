import type { Conflict } from "../../schemas/change.ts";
import type { Link, LinkField } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import { valueOf } from "./edit-ticket.ts";
import type { HistoryEntry } from "../ports/desk.ts";
import { sameJson } from "./same-json.ts";

/** The instant, by the vendor's clock, since which the history of this link is to be looked through; undefined = nothing is owed. */
export function historyStart(link: Link): Date | undefined {
  const starts = Object.values(link.fields).flatMap((field) =>
    field?.historyOwed ? [new Date(field.historyOwed.from).getTime()] : [],
  );
  return starts.length === 0 ? undefined : new Date(Math.min(...starts));
}

/**
 * What seemed a refusal was an edit: after our write a person, whom the history names, has set the field back. It is to be read again, as an
 * edit of what we had written.
 */
function asEdited(field: LinkField): LinkField {
  const { held, ...rest } = field;
  return held?.sent === undefined ? field : { ...rest, rev: held.rev, raw: held.sent, undone: true };
}

/**
 * Lists the edits of others that only the vendor's history shows: covered by a write of ours, or mistaken for its refusal
 * because they set the field back to what it was. What any reading showed has been merged by then and is not listed again.
 *
 * @param asked the link as it was known before the history was asked for: what is owed since then waits for the next look
 * @returns the conflicts, the link with the history looked through, and whether its record is to be read again
 */
export function listCovered(
  link: Link,
  asked: Link,
  history: readonly HistoryEntry[],
  ticket: Ticket,
  now: Date,
): { link: Link; conflicts: Conflict[]; again: boolean } {
  const conflicts: Conflict[] = [];
  let again = false;
  const fields = { ...link.fields };
  for (const [field, known] of Object.entries(link.fields) as [FieldName, LinkField][]) {
    const { historyOwed, ...rest } = known;
    if (!historyOwed || !sameJson(historyOwed, asked.fields[field]?.historyOwed ?? null)) continue;
    fields[field] = rest;
    const from = new Date(historyOwed.from);
    const until = new Date(historyOwed.until);
    const theirs = history.filter(
      (entry) => !entry.byUs && (entry.field === null || entry.field === field) && entry.at > from,
    );
    // Also by what the history stamps later than the record: whatever they did last is what a reading shows from now on.
    if (known.held?.kind === "refused" && theirs.some(({ field: moved, by }) => moved === field && by !== null)) {
      fields[field] = asEdited(rest);
      again ||= fields[field] !== rest;
      if (fields[field] !== rest) continue;
    }
    for (const entry of theirs.filter(({ at }) => at <= until)) {
      conflicts.push({
        ticketId: ticket.id,
        connectionId: link.connectionId,
        field,
        winner: known.held?.kind === "refused" ? "open" : "ours",
        ours: valueOf(ticket, field),
        theirs: entry.detail,
        reason: "coveredByOurWrite",
        at: now,
      });
    }
  }
  return { link: { ...link, fields }, conflicts, again };
}
