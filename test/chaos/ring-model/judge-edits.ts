import type { TicketView } from "../../../server/db/timeline.ts";
import { wasCoveredUnseen } from "../covered-unseen.ts";
import { type Edit, works } from "./book.ts";
import { hubValue, valueOf } from "./meanings.ts";
import { deskNamed, recordOf, type Run } from "./run.ts";

/** (5) No human edit vanishes: it stands, a later one superseded it, or it is a listed conflict. */
export function judgeEdits(run: Run): readonly string[] {
  const tickets = new Map(run.book.edits.map((edit) => [edit, ticketOf(run, edit)]));
  return run.book.edits.flatMap((edit) => {
    const view = tickets.get(edit);
    if (!view || !wasOwed(run, view, edit)) return [];
    const same = run.book.edits.filter((other) => other.field === edit.field && tickets.get(other) === view);
    const later = same.filter(({ number }) => number > edit.number);
    if (later.some((other) => wasOwed(run, view, other)) || isDecided(run, edit, view)) return [];
    // Those that nobody need have read may have been read.
    const allowed = [edit, ...later].map(({ value }) => value);
    if (allowed.includes(hubValue(view, edit.field)) || isListed(view, edit) || isShown(run, view, edit)) return [];
    if (edit.undone || wasSaidElsewhere(run, edit, same) || wasCovered(run, edit)) return [];
    return [
      `(5) ${edit.desk} set ${edit.field} of ${edit.record} to ${edit.value}, it is ${hubValue(view, edit.field)}, and nothing says why`,
    ];
  });
}

function ticketOf({ views }: Run, edit: Edit): TicketView | undefined {
  return views.find((view) => linkOf(view, edit) !== undefined);
}

function linkOf({ links }: TicketView, { desk, record }: Edit) {
  return links.find(({ connection, externalId }) => deskNamed(connection) === desk && externalId === record);
}

/** What was set in a record that ended before anybody could read it is owed to nobody. */
function wasOwed({ book }: Run, view: TicketView, edit: Edit): boolean {
  const link = linkOf(view, edit);
  return link !== undefined && (works(link) || book.wasRead(edit.number, edit));
}

/** A merge of two tickets decides on the loser's status and on the survivor's priority, when the hub carries it out. */
function isDecided({ book }: Run, edit: Edit, view: TicketView): boolean {
  const isOf = (desk: string, record: string) =>
    view.links.some(({ connection, externalId }) => connection === desk && externalId === record);
  return book.merges.some(({ number, desk, loser, survivor }) => {
    const settled = book.rests.find((rest) => rest.number >= number)?.number ?? book.number;
    if (settled < edit.number) return false;
    return (edit.field === "status" && isOf(desk, loser)) || (edit.field === "priority" && isOf(desk, survivor));
  });
}

function isListed({ timeline }: TicketView, { field, at }: Edit): boolean {
  return timeline.some(
    (entry) => entry.kind === "conflict" && entry.text.startsWith(`${field}:`) && new Date(entry.at) >= at,
  );
}

/** It stands where it was made, or stood when the link ended, and the link says that it is not carried over. */
function isShown(run: Run, view: TicketView, edit: Edit): boolean {
  const link = linkOf(view, edit);
  if (!link || edit.field === "client" || !(edit.field in link.held)) return false;
  const record = recordOf(run, edit);
  return !works(link) || (record !== undefined && valueOf(edit.desk, record, edit.field) === edit.value);
}

/** The same was set in another desk since the last rest: what of it was our own writing cannot be told. */
function wasSaidElsewhere({ book }: Run, edit: Edit, same: readonly Edit[]): boolean {
  const rest = book.rests.findLast(({ number }) => number < edit.number)?.number ?? 0;
  return same.some((other) => other !== edit && other.value === edit.value && other.number > rest);
}

/** The named exception; how often it was needed is counted. */
function wasCovered({ three, book }: Run, { desk, record, at }: Edit): boolean {
  const covered = wasCoveredUnseen(three.desks[desk], record, at);
  if (covered) book.windowed += 1;
  return covered;
}
