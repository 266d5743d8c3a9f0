import type { Alert } from "../../schemas/alert.ts";
import type { IdSource } from "../ports/world.ts";
import type { BatchInput, BatchPlan, EventAt } from "./batch.ts";
import { BatchWork } from "./batch-work.ts";
import { decideTicketEnd } from "./decide-event.ts";
import { planOpen } from "./plan-begin.ts";
import { endTicket } from "./plan-review.ts";

export type Split =
  | { action: "split"; plan: BatchPlan }
  /** `clear`: it does not fire, so there is nothing to open a ticket for; `alone`: nothing shares its ticket. */
  | { action: "refuse"; reason: "clear" | "waiting" | "alone" };

/** Takes an alert out of its ticket into one of its own, whose clocks run from the alert's own beginning. */
export function planSplit(input: BatchInput, at: EventAt, ids: IdSource): Split {
  const work = new BatchWork(input, ids);
  const alert = work.alertOf(at);
  const before = work.ticket(alert?.ticketId ?? null);
  if (alert?.condition !== "firing") return { action: "refuse", reason: "clear" };
  if (!before) return { action: "refuse", reason: "waiting" };
  if (work.alertsOf(before.ticket.id) < 2) return { action: "refuse", reason: "alone" };
  planOpen(work, at, alert, { episode: alert.episode, reason: "split" }, alert.clientId, {
    action: "open",
    groupKey: null,
    reason: "alone",
  });
  const own = work.alertOf(at);
  const opened = work.ticket(own?.ticketId ?? null);
  if (opened) work.plan.tickets.set(opened.ticket.id, { ...opened, startedAt: alert.raisedAt });
  work.comment(at, before, describeSplit(alert, opened?.ticket.code ?? null));
  if (work.firingOf(before.ticket.id) === 0) {
    const left = work.ticket(before.ticket.id) ?? before;
    endTicket(work, at, left, alert, decideTicketEnd(left, at.wishes));
  }
  return { action: "split", plan: work.plan };
}

function describeSplit({ title }: Alert, code: string | null): string {
  return `Taken out of this ticket, into one of its own${code === null ? "" : ` (alert code ${code})`}: ${title}`;
}
