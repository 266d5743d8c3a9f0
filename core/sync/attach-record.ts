import type { Change } from "../../schemas/change.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { editTicket, type EditCause, patchOf } from "./edit-ticket.ts";

/**
 * Joins a record that exists to a ticket that exists. What rules have set on the ticket gives way to what stands in the
 * record, since a person wrote that; so does what the ticket was born with in this same desk, since it now says this record in
 * its place. What a person has set since, wherever, stays and is owed to the record.
 */
export function attachRecord(
  ticket: Ticket,
  read: { values: Partial<TicketFields>; base: Link["fields"] },
  cause: EditCause,
): { ticket: Ticket; changes: readonly Change[]; base: Link["fields"] } {
  let edits: Partial<TicketFields> = {};
  const theirs = new Set<FieldName>();
  for (const field of Object.keys(read.values) as FieldName[]) {
    const value = read.values[field];
    if (value === undefined || value === null || !givesWay(ticket, field, cause)) continue;
    theirs.add(field);
    edits = { ...edits, ...patchOf(field, value) };
  }
  const edited = editTicket(ticket, edits, cause);
  const base: Link["fields"] = {};
  for (const [field, known] of Object.entries(read.base) as [FieldName, NonNullable<Link["fields"][FieldName]>][])
    base[field] = { ...known, rev: theirs.has(field) ? (edited.ticket.meta[field]?.rev ?? 0) : 0 };
  return { ...edited, base };
}

/** The revision of a field that nobody has set since the ticket was born. */
const bornRev = 1;

function givesWay(ticket: Ticket, field: FieldName, cause: EditCause): boolean {
  const meta = ticket.meta[field];
  if (meta === undefined || meta.by.kind === "rule") return true;
  if (meta.by.kind !== "sync" || cause.by.kind !== "sync") return false;
  return meta.rev === bornRev && meta.by.connectionId === cause.by.connectionId;
}
