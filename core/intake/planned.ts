import type { Alert } from "../../schemas/alert.ts";
import type { CommentId, TicketId } from "../../schemas/ids.ts";
import type { TicketFields } from "../../schemas/ticket.ts";
import type { IdSource } from "../ports/world.ts";
import { editTicket } from "../sync/edit-ticket.ts";
import type { BatchInput, BatchPlan, TicketWork } from "./batch.ts";

/** An alert's ticket as the batch has left it so far; undefined = it has none. */
export function findPlanned(input: BatchInput, plan: BatchPlan, { ticketId }: Alert): TicketWork | undefined {
  if (ticketId === null) return undefined;
  const planned = plan.tickets.get(ticketId);
  if (planned) return planned;
  const loaded = input.tickets.get(ticketId);
  return loaded && { ...loaded, isNew: false, changes: [], startedAt: undefined };
}

/** A rule edits a ticket of the batch. */
export function editPlanned(
  plan: BatchPlan,
  work: TicketWork,
  edits: Partial<TicketFields>,
  { rule, at }: { rule: string; at: Date },
): void {
  const cause = { by: { kind: "rule" as const, rule }, reason: rule, after: at, until: at, at };
  const { ticket, changes } = editTicket(work.ticket, edits, cause);
  plan.tickets.set(ticket.id, { ...work, ticket, changes: [...work.changes, ...changes] });
}

/** An internal note of ours on a ticket of the batch. */
export function commentPlanned(
  plan: BatchPlan,
  ids: IdSource,
  ticketId: TicketId,
  { body, rule, at }: { body: string; rule: string; at: Date },
): void {
  plan.comments.push({
    id: ids.next() as CommentId,
    ticketId,
    rev: 1,
    body,
    format: "plain",
    visibility: "internal",
    authorKind: "automation",
    authorName: "Interdesk",
    by: { kind: "rule", rule },
    createdAt: at,
  });
}
