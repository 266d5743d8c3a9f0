import type { Alert, AlertHandling, MonitorEvent } from "../../schemas/alert.ts";
import type { Ticket, TicketStatus } from "../../schemas/ticket.ts";

export const acknowledgedRule = "acknowledgedInTool";

export type AcknowledgementDecision =
  | { action: "ignore"; reason: "noAcknowledgement" | "ourOwn" | "notFiring" | "dismissed" | "heldByPerson" }
  | {
      action: "take";
      handling: AlertHandling;
      /** What the ticket becomes; null = it stays. */
      status: TicketStatus | null;
      reason: "acknowledgedInTool" | "acknowledgementRemovedInTool";
    };

/**
 * What an acknowledgement made in the tool does to the alert and its ticket: a ticket that nobody has taken yet counts as
 * taken, until the tool says otherwise. Our own that comes back does nothing.
 *
 * @param alert as the message left it
 * @param ticket undefined = it has none
 */
export function decideAcknowledgement(
  alert: Alert,
  ticket: Pick<Ticket, "fields" | "meta"> | undefined,
  { acknowledgement, byUs }: Pick<MonitorEvent, "acknowledgement" | "byUs">,
): AcknowledgementDecision {
  if (!acknowledgement) return { action: "ignore", reason: "noAcknowledgement" };
  if (byUs) return { action: "ignore", reason: "ourOwn" };
  if (alert.condition !== "firing") return { action: "ignore", reason: "notFiring" };
  if (alert.handling === "dismissed") return { action: "ignore", reason: "dismissed" };
  const status = ticket?.fields.status;
  if (acknowledgement.state === "set") {
    const next = status === "new" ? "acknowledged" : null;
    return { action: "take", handling: "acknowledged", status: next, reason: "acknowledgedInTool" };
  }
  const setBy = ticket?.meta.status?.by;
  const isOurs = status === "acknowledged" && setBy?.kind === "rule" && setBy.rule === acknowledgedRule;
  // Whoever has taken the ticket here or in a desk works on it still.
  if (status !== "new" && !isOurs) return { action: "ignore", reason: "heldByPerson" };
  const reason = "acknowledgementRemovedInTool";
  return { action: "take", handling: "open", status: isOurs ? "new" : null, reason };
}
