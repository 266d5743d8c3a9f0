import type { DutyPlan, EscalationCause, EscalationPolicy } from "../../schemas/escalation.ts";
import type { Override, PersonId } from "../../schemas/on-call.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { OpenTime } from "../sla/open-time.ts";
import { decideStep, type Walk } from "./decide-step.ts";
import { listTargets, type Target } from "./list-recipients.ts";

/** Somebody who would have been told. */
export interface RehearsedPage {
  /** Epoch ms. */
  at: number;
  target: Target;
}

/** A promise whose share begins an escalation. Instants are epoch ms. */
export interface RehearsedCause {
  cause: Extract<EscalationCause, { kind: "sla" }>;
  startedAt: number;
  /** When the promise was kept, or ended otherwise; null = it has not. */
  endedAt: number | null;
  /** Shares of the ticket's targets, and when they were used. */
  used: readonly { target: string; share: number; at: number }[];
  /** Hours for which the policy waits with this ticket, if it does. */
  open: OpenTime | null;
  now: number;
}

/** More than all steps and repeats of any policy. */
const mostSteps = 1_000;

/** Who would have been told by an escalation of the past, as if nobody had answered before the promise was kept. */
export function rehearseEscalation(
  policy: EscalationPolicy,
  plan: DutyPlan,
  overrides: readonly Override[],
  ticket: Ticket,
  caused: RehearsedCause,
): readonly RehearsedPage[] {
  const pages: RehearsedPage[] = [];
  const tell = (recipients: EscalationPolicy["steps"][number]["notify"], before: readonly PersonId[]) => {
    const targets = listTargets(plan, overrides, recipients, at, before);
    pages.push(...targets.map((target) => ({ at, target })));
    return targets;
  };
  const { cause, startedAt } = caused;
  let at = startedAt;
  let told: readonly PersonId[] = [];
  let walk: Walk = { startedAt, step: 0, round: 0, steppedAt: null, clock: cause, hurry: false };
  for (let count = 0; count < mostSteps && at <= caused.now; count += 1) {
    const decision = decideStep(policy, walk, { ...factsAt(ticket, caused, at) });
    if (decision.action === "stop") break;
    if (decision.action === "exhausted") {
      tell(plan.lastResort, told);
      break;
    }
    if (decision.action === "wait") {
      const next = decision.until ?? caused.used.find((one) => one.at > at)?.at;
      if (next === undefined) break;
      at = next;
      continue;
    }
    const targets = tell(policy.steps[decision.index]?.notify ?? [], told);
    // Whoever waits for somebody on duty wakes nobody.
    if (targets.length === 0 && caused.open) break;
    const people = targets.flatMap((target) => (target.kind === "person" ? [target.person.id] : []));
    if (people.length > 0) told = people;
    const { round } = decision;
    walk = { ...walk, step: decision.index + 1, round, steppedAt: at, hurry: targets.length === 0 };
  }
  return pages;
}

/** Only the promise decides when it ends: what has become of the ticket since is not looked at. */
function factsAt(ticket: Ticket, { cause, endedAt, used, open }: RehearsedCause, now: number) {
  const stage = endedAt !== null && endedAt <= now ? "completed" : "inProgress";
  return {
    ticket: { ...ticket, fields: { ...ticket.fields, status: "inProgress" as const } },
    now,
    used: used.filter(({ at }) => at <= now),
    clocks: [{ target: cause.target, round: cause.round, stage }],
    open,
  };
}
