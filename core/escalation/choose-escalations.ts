import type { DutyPlan, EscalationAssignment, EscalationCause, EscalationPolicy } from "../../schemas/escalation.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { fitsTicket } from "../sla/choose-policy.ts";

/** Policies by which somebody is told of a ticket now, each once. @param client name of the ticket's client */
export function chooseEscalations(
  plan: DutyPlan,
  ticket: Ticket,
  client: string,
  cause: EscalationCause,
): readonly EscalationPolicy[] {
  const named = cause.kind === "opened" ? (ticket.routing?.escalationPolicy ?? null) : null;
  const byRule = named === null ? undefined : plan.escalations.find(({ name }) => name === named);
  if (byRule) return [byRule];
  const names = plan.assignments
    .filter(
      (assignment) =>
        beginsWith(assignment, cause) && isBornBy(assignment, ticket) && fitsTicket(assignment, ticket, client),
    )
    .map(({ policy }) => policy);
  return plan.escalations.filter(({ name }) => names.includes(name));
}

function beginsWith({ at }: EscalationAssignment, cause: EscalationCause): boolean {
  if (cause.kind === "opened") return at === undefined;
  return at !== undefined && at.target === cause.target && cause.share >= at.share;
}

function isBornBy({ bornBy }: EscalationAssignment, ticket: Ticket): boolean {
  if (bornBy === undefined) return true;
  return bornBy === (ticket.birthConnectionId === null ? "alert" : "desk");
}
