import type { SlaPolicy, SlaTarget } from "../../schemas/sla-plan.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import { choosePolicy, type PolicyChoice } from "./choose-policy.ts";
import { calendarOf, type CompiledPlan } from "./compile-plan.ts";
import { countClock, findUseAt } from "./count-clock.ts";
import type { Interval } from "./hours-of-day.ts";
import { listOlaRounds } from "./list-ola-rounds.ts";
import { listRounds, type Round } from "./list-rounds.ts";
import { listStretches, type Stretch } from "./list-stretches.ts";
import type { OpenTime } from "./open-time.ts";
import type { TicketLedger } from "./read-ledger.ts";
import { takeTheirs, type TheirDue } from "./take-theirs.ts";

/** Something that a clock does at an instant, once. */
export interface ClockFire {
  /** `warning75`: three quarters of the target are used; `breach`: all of it. */
  kind: `warning${number}` | "breach";
  at: Date;
}

/** One promise on a ticket, as it is now. */
export interface ClockState {
  target: SlaTarget;
  /** From 1; only updates have more than one. */
  round: number;
  stage: "inProgress" | "paused" | "completed" | "cancelled";
  startedAt: Date;
  /** When it is used up, or would have been when it ended; null = while it is paused, or never. */
  dueAt: Date | null;
  endedAt: Date | null;
  breachedAt: Date | null;
  /** Ascending; of a clock that runs those that lie behind it too. */
  fires: readonly ClockFire[];
  targetBusinessMs: number;
  policy: string;
  calendar: string;
  /** Name of the connection whose own due instant counts in place of ours; null = ours does. */
  dueBy: string | null;
  /** Version of the plan by which it was counted. */
  version: number;
}

/** Whose ticket it is, and by what it is counted. */
export interface ClockRules {
  compiled: CompiledPlan;
  /** Name of the client. */
  client: string;
  /** Due instants of a desk that count in place of ours; null = ours do. */
  theirs: TheirDue | null;
  now: Date;
}

/**
 * Decides all clocks of a ticket from its ledger alone, always from the original start, so that a raised priority, an edited
 * calendar or a late change gives the same answer whenever it is asked.
 */
export function decideClocks(
  ticket: Ticket,
  ledger: TicketLedger,
  { compiled, client, theirs, now }: ClockRules,
): { clocks: readonly ClockState[]; choice: PolicyChoice } {
  const choice = choosePolicy(compiled, ticket, client);
  const clocks = listPromises(ticket, ledger, choice, { compiled, client })
    .filter(({ target, round }) => target !== "update" || round >= ledger.firstRound)
    .map((promise) => {
      const { warnAt, open, policy, calendar } = promise;
      const counted = decideClock(promise, warnAt, open, now.getTime());
      const clock = { ...counted, policy, calendar, dueBy: null, version: compiled.version };
      return takeTheirs(clock, theirs, { warnAt, open, now });
    });
  return { clocks, choice };
}

/** A round with what it is counted by. */
interface Promised extends Round {
  /** Names. */
  policy: string;
  calendar: string;
  warnAt: readonly number[];
  open: OpenTime;
}

/** All that a ticket is promised: to the client by its policy, between teams by their agreements. */
function listPromises(
  ticket: Ticket,
  ledger: TicketLedger,
  { policy }: PolicyChoice,
  { compiled, client }: Pick<ClockRules, "compiled" | "client">,
): readonly Promised[] {
  const { priority } = ticket.fields;
  const termsOf = (by: Pick<SlaPolicy, "name" | "calendar" | "calendars" | "warnAt">) => {
    const calendar = calendarOf(by, priority);
    return { policy: by.name, calendar, warnAt: by.warnAt, open: compiled.openTime(calendar) };
  };
  const terms = termsOf(policy);
  return [
    ...listRounds(ledger, policy, priority).map((round) => ({ ...round, ...terms })),
    ...listOlaRounds(compiled, ticket, ledger, client).map(({ policy: ola, ...round }) => ({
      ...round,
      ...termsOf(ola),
    })),
  ];
}

/** A share of a target that was used, and when; 100 = all of it. */
export interface UsedShare {
  target: SlaTarget;
  round: number;
  share: number;
  at: Date;
  /** When the promise was kept, or ended otherwise; null = it has not. */
  endedAt: Date | null;
}

/** The shares at which there were warnings, and the breaches, of all clocks of a ticket; of those that have ended too. */
export function listUsedShares(ticket: Ticket, ledger: TicketLedger, rules: ClockRules): readonly UsedShare[] {
  const all = { ...ledger, firstRound: 1 };
  const { clocks, choice } = decideClocks(ticket, all, rules);
  const { now } = rules;
  return listPromises(ticket, all, choice, rules).flatMap(
    ({ target, round, ledger: own, targetBusinessMs, ...terms }) => {
      const { open, warnAt } = terms;
      const shares = [...warnAt, 100].toSorted((one, other) => one - other);
      const endedAt = clocks.find((clock) => clock.target === target && clock.round === round)?.endedAt ?? null;
      return shares.flatMap((share) => {
        const at = findUseAt(own, (targetBusinessMs * share) / 100, open, now.getTime());
        return at === undefined || at > now.getTime() ? [] : [{ target, round, share, at: new Date(at), endedAt }];
      });
    },
  );
}

/** How the clocks of a ticket come about, for people. */
export interface ExplainedClock {
  clock: ClockState;
  usedBusinessMs: number;
  stretches: readonly Stretch[];
  /** Open intervals from now until it is due; none once it has stopped or is late. */
  ahead: readonly Interval[];
}

/** The same clocks, with every stretch of time that was counted or was not. */
export function explainClocks(
  ticket: Ticket,
  ledger: TicketLedger,
  rules: ClockRules,
): { clocks: readonly ExplainedClock[]; choice: PolicyChoice } {
  const { now } = rules;
  const all = { ...ledger, firstRound: 1 };
  const { clocks, choice } = decideClocks(ticket, all, rules);
  const promises = listPromises(ticket, all, choice, rules);
  const explained = clocks.flatMap((clock) => {
    const promise = promises.find((one) => one.target === clock.target && one.round === clock.round);
    if (!promise) return [];
    const stretches = listStretches(promise.ledger, ledger.statuses, promise.open, now.getTime());
    const usedBusinessMs = stretches.reduce((sum, { businessMs }) => sum + businessMs, 0);
    const until = clock.stage === "inProgress" ? (clock.dueAt?.getTime() ?? 0) : 0;
    const ahead = promise.open.intervals(now.getTime(), until);
    return [{ clock, usedBusinessMs, stretches, ahead }];
  });
  return { clocks: explained, choice };
}

type Counted = Omit<ClockState, "policy" | "calendar" | "dueBy" | "version">;

function decideClock(
  { target, round, ledger, targetBusinessMs }: Round,
  warnAt: readonly number[],
  open: OpenTime,
  now: number,
): Counted {
  const { stage, dueAt, breached } = countClock(ledger, targetBusinessMs, open, now);
  const ended = stage === "completed" || stage === "cancelled";
  const endedAt = ended ? (ledger.events.findLast(({ at }) => at <= now)?.at ?? null) : null;
  const due = dueAt ?? (ended ? findWouldBeDue(ledger, targetBusinessMs, open, now) : null);
  const warnings = stage === "inProgress" ? warnAt.toSorted((one, other) => one - other) : [];
  const fires: ClockFire[] = warnings.flatMap((percent) => {
    const at = findUseAt(ledger, (targetBusinessMs * percent) / 100, open, now);
    return at === undefined ? [] : [{ kind: `warning${percent}` as const, at: new Date(at) }];
  });
  if (dueAt !== null) fires.push({ kind: "breach", at: new Date(dueAt) });
  return {
    target,
    round,
    stage,
    startedAt: new Date(ledger.startedAt),
    dueAt: toDate(due),
    endedAt: toDate(endedAt),
    breachedAt: breached ? toDate(dueAt) : null,
    fires,
    targetBusinessMs,
  };
}

/** As if it had not ended: what people compare its end with. */
function findWouldBeDue(ledger: Round["ledger"], targetBusinessMs: number, open: OpenTime, now: number): number | null {
  const events = ledger.events.slice(
    0,
    ledger.events.findLastIndex(({ kind }) => kind === "completed" || kind === "cancelled"),
  );
  return countClock({ ...ledger, events }, targetBusinessMs, open, now).dueAt;
}

const toDate = (at: number | null) => (at === null ? null : new Date(at));
