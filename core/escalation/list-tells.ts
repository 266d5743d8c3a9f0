import type { DutyPlan, Recipient } from "../../schemas/escalation.ts";
import type { SlaTarget } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { chooseEscalations } from "./choose-escalations.ts";

/** Who is told when so much of a target is used. */
export interface Tell {
  target: SlaTarget;
  /** Percent; 100 = it is breached. */
  share: number;
  /** Of the escalation that begins then. */
  policy: string;
  /** People, teams, schedules and places of its first step, by name. */
  names: readonly string[];
}

/**
 * Whom the plan would tell at each share of a ticket's targets; what begins with the opening is none of it.
 *
 * @param shares of one target, at which it is warned, ascending; 100 among them
 * @param client name of the ticket's client
 */
export function listTells(
  plan: DutyPlan,
  ticket: Ticket,
  client: string,
  { target, round, shares }: { target: SlaTarget; round: number; shares: readonly number[] },
): readonly Tell[] {
  const begun = new Set<string>();
  return shares.flatMap((share) =>
    chooseEscalations(plan, ticket, client, { kind: "sla", target, round, share }).flatMap(({ policy }) => {
      // Of later shares it is still the one that has begun.
      if (begun.has(policy.name)) return [];
      begun.add(policy.name);
      const names = (policy.steps[0]?.notify ?? []).flatMap((recipient) => nameOf(plan, recipient));
      return [{ target, share, policy: policy.name, names }];
    }),
  );
}

function nameOf({ people, teams, schedules }: DutyPlan, recipient: Recipient): readonly string[] {
  if ("connection" in recipient) return [recipient.address];
  if ("person" in recipient) return people.filter(({ id }) => id === recipient.person).map(({ name }) => name);
  if ("schedule" in recipient) return schedules.filter(({ id }) => id === recipient.schedule).map(({ name }) => name);
  // A first step has nobody before it whose manager could be told.
  if ("managers" in recipient) return [];
  return teams.filter(({ id }) => id === recipient.team).map(({ name }) => name);
}
