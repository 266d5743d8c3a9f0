import { chooseEscalations } from "../../core/escalation/choose-escalations.ts";
import type { Target } from "../../core/escalation/list-recipients.ts";
import { type RehearsedPage, rehearseEscalation } from "../../core/escalation/rehearse-escalation.ts";
import type { CompiledPlan } from "../../core/sla/compile-plan.ts";
import { listUsedShares, type UsedShare } from "../../core/sla/decide-clocks.ts";
import type { TicketLedger } from "../../core/sla/read-ledger.ts";
import type { DutyPlan } from "../../schemas/escalation.ts";
import type { Override } from "../../schemas/on-call.ts";
import type { Ticket } from "../../schemas/ticket.ts";

/** Who would have been told by the duty plan that counts now. */
export interface PageRules {
  plan: DutyPlan;
  overrides: readonly Override[];
  now: Date;
}

/** A ticket with what is known of its time. */
export interface RehearsedTicket {
  ticket: Ticket;
  ledger: TicketLedger;
  /** Name of its client. */
  client: string;
}

/**
 * Pages that shares of a plan's targets would have begun, of one ticket. What begins with a ticket's opening does not depend
 * on the plan and is not among them.
 */
export function rehearsePages(
  rules: PageRules,
  compiled: CompiledPlan,
  { ticket, ledger, client }: RehearsedTicket,
): readonly RehearsedPage[] {
  if (rules.plan.assignments.every(({ at }) => at === undefined)) return [];
  const used = listUsedShares(ticket, ledger, { compiled, client, theirs: null, now: rules.now });
  const begun = new Set<string>();
  return used.flatMap((share) => {
    const cause = { kind: "sla" as const, target: share.target, round: share.round, share: share.share };
    return chooseEscalations(rules.plan, ticket, client, cause).flatMap((chosen) => {
      const key = `${chosen.policy.name} ${share.target} ${share.round} ${String(chosen.share)}`;
      if (begun.has(key)) return [];
      begun.add(key);
      const waits = chosen.policy.hours?.priorities.includes(ticket.fields.priority) ? chosen.policy.hours : undefined;
      return rehearseEscalation(chosen.policy, rules.plan, rules.overrides, ticket, {
        cause,
        startedAt: share.at.getTime(),
        endedAt: share.endedAt?.getTime() ?? null,
        used: toUsed(used),
        open: waits ? compiled.openTime(waits.calendar) : null,
        now: rules.now.getTime(),
      });
    });
  });
}

function toUsed(shares: readonly UsedShare[]) {
  return shares
    .map(({ target, share, at }) => ({ target, share, at: at.getTime() }))
    .toSorted((one, other) => one.at - other.at);
}

/** A person's name, or where a place is. */
export function nameTarget(target: Target): string {
  return target.kind === "person" ? target.person.name : `${target.connection} ${target.address}`;
}
