import type { Change } from "../../schemas/change.ts";
import type { Actor, FieldName, FieldValue, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { sameJson } from "./same-json.ts";

/** Why and by whom a ticket is edited; the edit happened in (`after`, `until`]. */
export interface EditCause {
  by: Actor;
  reason: string;
  after: Date;
  until: Date;
  /** When the hub decided it. */
  at: Date;
  /** As the vendor stamps it; absent = when the hub decided it. */
  happenedAt?: Date;
}

/**
 * Sets fields of a ticket. Values that are already there change nothing; all that moves gets one new revision.
 *
 * @returns the ticket and one change for each field that moved; no change = the ticket as it was
 */
export function editTicket(
  ticket: Ticket,
  edits: Partial<TicketFields>,
  cause: EditCause,
): { ticket: Ticket; changes: Change[] } {
  const moved = (Object.keys(edits) as FieldName[]).filter(
    // A custom field that was never set is an empty one.
    (field) => !sameJson(edits[field] ?? null, valueOf(ticket, field)),
  );
  if (moved.length === 0) return { ticket, changes: [] };
  const rev = ticket.rev + 1;
  const meta = { ...ticket.meta };
  for (const field of moved) meta[field] = { rev, by: cause.by, after: cause.after, until: cause.until };
  const changes = moved.map((field) => ({
    ticketId: ticket.id,
    rev,
    field,
    from: valueOf(ticket, field),
    to: edits[field] ?? null,
    by: cause.by,
    reason: cause.reason,
    at: cause.at,
    ...(cause.happenedAt ? { happenedAt: cause.happenedAt } : {}),
  }));
  const fields = Object.assign({ ...ticket.fields }, edits);
  return { ticket: { ...ticket, rev, fields, meta }, changes };
}

/** What a field holds; a custom field that was never set is empty. */
export function valueOf(ticket: Pick<Ticket, "fields">, field: FieldName): FieldValue {
  return ticket.fields[field] ?? null;
}

/** Their edit set what we have already: no value moves, but the field has a new revision, author and interval. */
export function confirmField(ticket: Ticket, field: FieldName, cause: EditCause): Ticket {
  const rev = ticket.rev + 1;
  return {
    ...ticket,
    rev,
    meta: { ...ticket.meta, [field]: { rev, by: cause.by, after: cause.after, until: cause.until } },
  };
}

/** One field as a patch; the caller guarantees that the value is one of that field's (a lens or a change of it gave it). */
export function patchOf(field: FieldName, value: FieldValue): Partial<TicketFields> {
  return { [field]: value } as Partial<TicketFields>;
}
