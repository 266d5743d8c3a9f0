import type { Change } from "../../schemas/change.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { editTicket, type EditCause, patchOf } from "./edit-ticket.ts";

/**
 * Joins a record that exists to a ticket that exists. What rules have set on the ticket gives way to what stands in the
 * record, since a person wrote that; so does what this same desk said through another record, since it says this one now. What
 * a person has set here or in another desk stays, and is owed to the record.
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

function givesWay(ticket: Ticket, field: FieldName, cause: EditCause): boolean {
  const by = ticket.meta[field]?.by;
  if (by === undefined || by.kind === "rule") return true;
  return by.kind === "sync" && cause.by.kind === "sync" && by.connectionId === cause.by.connectionId;
}
