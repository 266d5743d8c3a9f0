import type { SlaPolicy, SlaTarget } from "../../schemas/sla-plan.ts";
import type { Priority } from "../../schemas/ticket.ts";
import { keyOf } from "./compile-plan.ts";
import type { ClockEvent, ClockLedger } from "./count-clock.ts";
import { findResponse, listStatusEvents, type StatusAt, type TicketLedger } from "./read-ledger.ts";

/** One promise that runs, or ran, on a ticket. Updates have one after the other; the other targets have one. */
export interface Round {
  target: SlaTarget;
  /** From 1. */
  round: number;
  ledger: ClockLedger;
  targetBusinessMs: number;
}

/**
 * A solution is told by a status and a text, which desks tell apart: a text so long before the status was said with it; ms.
 * Ours; no vendor names one.
 */
const saidWithMs = 15 * 60_000;

/** What a policy promises of a ticket at its priority, as its ledger tells it; always from the original start. */
export function listRounds(ledger: TicketLedger, policy: SlaPolicy, priority: Priority): readonly Round[] {
  const key = keyOf(priority);
  const rounds: Round[] = [];
  const [response, resolution] = [policy.response[key], policy.resolution[key]];
  if (response !== undefined)
    rounds.push({
      target: "response",
      round: 1,
      ledger: readResponse(ledger, policy),
      targetBusinessMs: toMs(response),
    });
  rounds.push(...listUpdates(ledger, policy, key));
  if (resolution !== undefined) {
    const events = listStatusEvents(ledger, policy.pausedIn.resolution);
    const resolved = { startedAt: ledger.startedAt, events };
    rounds.push({ target: "resolution", round: 1, ledger: resolved, targetBusinessMs: toMs(resolution) });
  }
  return rounds;
}

/** `30m` and `8h` in ms. */
export function toMs(duration: string): number {
  return Number(duration.slice(0, -1)) * (duration.endsWith("h") ? 3_600_000 : 60_000);
}

/** Whoever has responded has done so, whatever becomes of the ticket. Without a response its end ends the promise. */
function readResponse(ledger: TicketLedger, policy: SlaPolicy): ClockLedger {
  const events = listStatusEvents(ledger, policy.pausedIn.response).map((event) => asEnd(event, ledger.statuses));
  return completeAt({ startedAt: ledger.startedAt, events }, findResponse(ledger, policy));
}

/** A rule that ends a ticket, since its alert cleared, has answered nobody: then nothing was promised any more. */
function asEnd(event: ClockEvent, statuses: readonly StatusAt[]): ClockEvent {
  if (event.kind !== "completed") return event;
  const byPerson = statuses.find(({ at }) => at === event.at)?.byPerson ?? true;
  return byPerson ? event : { ...event, kind: "cancelled" };
}

/** The same, ended at an instant; undefined = it has not ended. */
export function completeAt({ startedAt, events }: ClockLedger, at: number | undefined): ClockLedger {
  if (at === undefined) return { startedAt, events };
  return { startedAt, events: [...events.filter((event) => event.at < at), { at, kind: "completed" }] };
}

function listUpdates(ledger: TicketLedger, policy: SlaPolicy, key: ReturnType<typeof keyOf>): Round[] {
  const target = policy.update[key];
  if (!target) return [];
  const words = ledger.words.filter((at) => at >= ledger.startedAt);
  // An end of the ticket ends what was owed: nothing more is promised, and nothing was broken by it.
  const events = listStatusEvents(ledger, policy.pausedIn.update).map((event) =>
    event.kind === "completed" ? { ...event, kind: "cancelled" as const } : event,
  );
  const follow = (round: number, startedAt: number, until: number | undefined, targetBusinessMs: number): Round => {
    const own = { startedAt, events: carryOver(events, startedAt) };
    return { target: "update", round, ledger: completeAt(own, until), targetBusinessMs };
  };
  const first = follow(1, ledger.startedAt, words[0], toMs(target.first));
  const { every, whenSolved } = target;
  if (every !== undefined)
    return [first, ...words.map((at, index) => follow(index + 2, at, words[index + 1], toMs(every)))];
  const solved = whenSolved === undefined ? undefined : readSolved(ledger, words);
  return solved
    ? [first, { target: "update", round: 2, ledger: solved, targetBusinessMs: toMs(whenSolved ?? "1h") }]
    : [first];
}

/** What a round that begins later finds: the last status before it, and what comes after. */
export function carryOver(events: readonly ClockEvent[], startedAt: number): readonly ClockEvent[] {
  const last = events.findLast(({ at }) => at <= startedAt);
  const later = events.filter(({ at }) => at > startedAt);
  return last && last.kind !== "resumed" && last.kind !== "reopened" ? [{ ...last, at: startedAt }, ...later] : later;
}

/** The word at the end; undefined while it is not solved, or when a rule has solved what the client has never heard of. */
function readSolved({ statuses }: TicketLedger, words: readonly number[]): ClockLedger | undefined {
  const last = statuses.at(-1);
  if (!last || (last.status !== "resolved" && last.status !== "closed")) return undefined;
  const solved = statuses.findLast((_, index) => index === 0 || !isSolved(statuses[index - 1]?.status));
  if (!solved || (!solved.byPerson && words.length === 0)) return undefined;
  const said = words.find((at) => at >= solved.at - saidWithMs);
  return completeAt({ startedAt: solved.at, events: [] }, said === undefined ? undefined : Math.max(said, solved.at));
}

const isSolved = (status: string | undefined) => status === "resolved" || status === "closed";
