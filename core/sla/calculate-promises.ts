import type { SlaTarget } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { PolicyChoice } from "./choose-policy.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import { explainClocks } from "./decide-clocks.ts";
import type { Interval } from "./hours-of-day.ts";

/** What would be promised on a ticket, were it raised then and nothing happened on it. */
export interface Promises {
  policy: string;
  because: PolicyChoice["because"];
  clocks: readonly PromisedClock[];
}

export interface PromisedClock {
  target: SlaTarget;
  /** Of the policy, or of the agreement between teams. */
  policy: string;
  calendar: string;
  /** IANA zone of the calendar. */
  timeZone: string;
  targetBusinessMs: number;
  /** null = the calendar is never open for so long. */
  dueAt: Date | null;
  /** Percent that is used, and when; ascending, without the due instant. */
  warnings: readonly { share: number; at: Date }[];
  /** Open time that is counted until then. */
  intervals: readonly Interval[];
}

/**
 * What a plan promises on a ticket that may not exist: of each target its first round.
 *
 * @param ticket of which the fields decide; its other members are of no account
 * @param client name of the ticket's client
 * @param raisedAt when its clocks start
 */
export function calculatePromises(
  compiled: CompiledPlan,
  ticket: Ticket,
  { client, raisedAt }: { client: string; raisedAt: Date },
): Promises {
  const at = raisedAt.getTime();
  const { status, queue } = ticket.fields;
  const ledger = {
    startedAt: at,
    statuses: [{ at, status, byPerson: false }],
    words: [],
    queues: [{ at, queue }],
    assigned: [],
    firstRound: 1,
  };
  const { clocks, choice } = explainClocks(ticket, ledger, { compiled, client, theirs: null, now: raisedAt });
  return {
    policy: choice.policy.name,
    because: choice.because,
    clocks: clocks.map(({ clock, ahead }) => ({
      target: clock.target,
      policy: clock.policy,
      calendar: clock.calendar,
      timeZone: compiled.plan.calendars[clock.calendar]?.timeZone ?? "UTC",
      targetBusinessMs: clock.targetBusinessMs,
      dueAt: clock.dueAt,
      warnings: clock.fires.flatMap(({ kind, at: when }) =>
        kind === "breach" ? [] : [{ share: Number(kind.slice("warning".length)), at: when }],
      ),
      intervals: ahead,
    })),
  };
}
