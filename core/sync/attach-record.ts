import type { Change } from "../../schemas/change.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { editTicket, type EditCause, patchOf } from "./edit-ticket.ts";

/**
 * Joins a record that exists to a ticket that exists. What rules have set on the ticket gives way to what stands in the
 * record, since a person wrote that; what a person has set on the ticket stays, and is owed to the record.
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
    if (value === undefined || value === null || !givesWay(ticket, field)) continue;
    theirs.add(field);
    edits = { ...edits, ...patchOf(field, value) };
  }
  const edited = editTicket(ticket, edits, cause);
  const base: Link["fields"] = {};
  for (const [field, known] of Object.entries(read.base) as [FieldName, NonNullable<Link["fields"][FieldName]>][])
    base[field] = { ...known, rev: theirs.has(field) ? (edited.ticket.meta[field]?.rev ?? 0) : 0 };
  return { ...edited, base };
}

/** What nobody set, or a rule. */
function givesWay(ticket: Ticket, field: FieldName): boolean {
  return ticket.meta[field] === undefined || ticket.meta[field].by.kind === "rule";
}
