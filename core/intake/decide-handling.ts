import type { Alert, AlertHandling } from "../../schemas/alert.ts";
import type { Actor, TicketStatus } from "../../schemas/ticket.ts";
import { endedStatuses } from "../../schemas/ticket.ts";

export type HandlingDecision = { action: "set"; handling: AlertHandling; reason: HandlingReason } | { action: "keep" };
export type HandlingReason = "ticketTaken" | "ticketEndedByHuman" | "ticketReopened";

/** What a ticket's new status says about the handling of an alert that still fires; what the tool says stays the tool's. */
export function decideHandling(alert: Alert, status: TicketStatus, by: Actor): HandlingDecision {
  if (endedStatuses.includes(status)) {
    if (by.kind === "rule" || alert.condition !== "firing") return { action: "keep" };
    return settle(alert, "dismissed", "ticketEndedByHuman");
  }
  if (status === "new")
    return alert.handling === "dismissed" ? settle(alert, "open", "ticketReopened") : { action: "keep" };
  return settle(alert, "acknowledged", alert.handling === "dismissed" ? "ticketReopened" : "ticketTaken");
}

function settle(alert: Alert, handling: AlertHandling, reason: HandlingReason): HandlingDecision {
  return alert.handling === handling ? { action: "keep" } : { action: "set", handling, reason };
}
