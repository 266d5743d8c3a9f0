import type { DutyPlan, EscalationAssignment, EscalationCause, EscalationPolicy } from "../../schemas/escalation.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { fitsTicket } from "../sla/choose-policy.ts";

/** A policy by which somebody is told of a ticket now. */
export interface ChosenEscalation {
  policy: EscalationPolicy;
  /**
   * The share of the target at which the plan has it begin; null = with the opening. Of shares that are used later it is
   * still the same one: it has begun.
   */
  share: number | null;
}

/** Policies by which somebody is told of a ticket now, each once. @param client name of the ticket's client */
export function chooseEscalations(
  plan: DutyPlan,
  ticket: Ticket,
  client: string,
  cause: EscalationCause,
): readonly ChosenEscalation[] {
  const named = cause.kind === "opened" ? (ticket.routing?.escalationPolicy ?? null) : null;
  const byRule = named === null ? undefined : plan.escalations.find(({ name }) => name === named);
  if (byRule) return [{ policy: byRule, share: null }];
  const fitting = plan.assignments.filter(
    (assignment) =>
      beginsWith(assignment, cause) && isBornBy(assignment, ticket) && fitsTicket(assignment, ticket, client),
  );
  return plan.escalations.flatMap((policy) => {
    const own = fitting.filter((assignment) => assignment.policy === policy.name);
    if (own.length === 0) return [];
    const shares = own.flatMap(({ at }) => (at === undefined ? [] : [at.share]));
    return [{ policy, share: shares.length === 0 ? null : Math.max(...shares) }];
  });
}

function beginsWith({ at }: EscalationAssignment, cause: EscalationCause): boolean {
  if (cause.kind === "opened") return at === undefined;
  return at !== undefined && at.target === cause.target && cause.share >= at.share;
}

function isBornBy({ bornBy }: EscalationAssignment, ticket: Ticket): boolean {
  if (bornBy === undefined) return true;
  return bornBy === (ticket.birthConnectionId === null ? "alert" : "desk");
}
