import type { SlaAssignment, SlaPolicy } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { CompiledPlan } from "./compile-plan.ts";

/** Which policy a ticket has, and why. */
export interface PolicyChoice {
  policy: SlaPolicy;
  because:
    /** A rule named it when the alert's ticket was opened. */
    | { kind: "rule" }
    /** Position in the plan, from 0. */
    | { kind: "assignment"; index: number }
    /** Nothing else fits: the plan's first. */
    | { kind: "first" }
    /** A rule named one that the plan does not have; it went on as if none had been named. */
    | { kind: "unknown"; named: string };
}

/** @param client name of the ticket's client */
export function choosePolicy(compiled: CompiledPlan, ticket: Ticket, client: string): PolicyChoice {
  const named = ticket.routing?.slaPolicy ?? null;
  const byRule = named === null ? undefined : compiled.policies.get(named);
  if (byRule) return { policy: byRule, because: { kind: "rule" } };
  const chosen = chooseAssigned(compiled, ticket, client);
  return named === null ? chosen : { ...chosen, because: { kind: "unknown", named } };
}

function chooseAssigned({ plan, policies }: CompiledPlan, ticket: Ticket, client: string): PolicyChoice {
  for (const [index, assignment] of plan.assignments.entries()) {
    const policy = policies.get(assignment.policy);
    if (policy && fitsTicket(assignment, ticket, client)) return { policy, because: { kind: "assignment", index } };
  }
  const [first] = plan.policies;
  if (!first) throw new Error("a plan has at least one policy");
  return { policy: first, because: { kind: "first" } };
}

/** Whether a ticket fits all that an assignment asks for. @param client name of the ticket's client */
export function fitsTicket(assignment: Omit<SlaAssignment, "policy">, { fields }: Ticket, client: string): boolean {
  return (
    isAmong(assignment.clients, client) &&
    isAmong(assignment.contracts, fields["custom.contract"]) &&
    isAmong(assignment.services, fields["custom.service"]) &&
    isAmong(assignment.queues, fields.queue) &&
    isAmong(assignment.categories, fields.category) &&
    (assignment.priorities?.includes(fields.priority) ?? true) &&
    (assignment.types?.includes(fields.type) ?? true)
  );
}

/** Names are told apart without regard to case, as clients' are; undefined = any will do. */
export function isAmong(wanted: readonly string[] | undefined, value: unknown): boolean {
  if (wanted === undefined) return true;
  if (typeof value !== "string") return false;
  const sought = value.toLowerCase();
  return wanted.some((one) => one.toLowerCase() === sought);
}
