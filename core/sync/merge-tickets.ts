import type { Change } from "../../schemas/change.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import { editTicket, type EditCause } from "./edit-ticket.ts";

export interface MergedTickets {
  survivor: Ticket;
  loser: Ticket;
  changes: readonly Change[];
}

/**
 * Merges two tickets of one client: the survivor gets the higher priority of both; the loser is resolved wherever it is
 * still known, with a reference. Comments, files and the earlier start of the clocks are the caller's to carry over.
 *
 * @param name what people call the survivor
 */
export function mergeTickets(loser: Ticket, survivor: Ticket, name: string, cause: EditCause): MergedTickets {
  const priority = Math.min(loser.fields.priority, survivor.fields.priority);
  const open = !endedStatuses.includes(survivor.fields.status);
  const kept = open ? editTicket(survivor, { priority }, cause) : { ticket: survivor, changes: [] };
  const ended = endedStatuses.includes(loser.fields.status);
  const left = ended
    ? { ticket: loser, changes: [] }
    : editTicket(loser, { status: "resolved", resolution: `Duplicate of ${name}.` }, cause);
  return { survivor: kept.ticket, loser: left.ticket, changes: [...kept.changes, ...left.changes] };
}
