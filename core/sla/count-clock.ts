import type { OpenTime } from "./open-time.ts";

/**
 * What happened to a clock. `completed` and `cancelled` stop it as `paused` does, so that a ticket that is opened again
 * goes on with what it had used.
 */
export interface ClockEvent {
  /** Epoch ms, when it happened, by the clock of whoever did it. */
  at: number;
  kind: "paused" | "resumed" | "completed" | "cancelled" | "reopened";
}

/** All that a clock is counted from; never a remainder that was stored. */
export interface ClockLedger {
  /** Epoch ms: the alert's first event, or the ticket's creation. */
  startedAt: number;
  /** In the order of time; of one instant in the order in which they were noted. */
  events: readonly ClockEvent[];
}

export interface ClockCount {
  stage: "inProgress" | "paused" | "completed" | "cancelled";
  /** Open time used until `now`, ms. */
  usedBusinessMs: number;
  /** When the target is used up, epoch ms; null while it is not running and was not used up before. */
  dueAt: number | null;
  /** Whether it was used up by `now`. */
  breached: boolean;
}

/** A stretch in which a clock runs. Half-open; `end` is null for the one that runs now. */
export interface Span {
  start: number;
  end: number | null;
}

/**
 * Counts a clock anew from its ledger, so that a late event, another priority or an edited calendar gives the same answer
 * whenever it is asked.
 *
 * @param targetBusinessMs open time that was promised, ms
 * @param now epoch ms; events after it are not looked at
 */
export function countClock(ledger: ClockLedger, targetBusinessMs: number, open: OpenTime, now: number): ClockCount {
  const { spans, stage } = listSpans(ledger, now);
  const usedBusinessMs = spans.reduce((sum, { start, end }) => sum + open.between(start, Math.min(end ?? now, now)), 0);
  const dueAt = findUse(spans, targetBusinessMs, open) ?? null;
  return { stage, usedBusinessMs, dueAt, breached: dueAt !== null && dueAt <= now };
}

/**
 * When a clock has used so much open time, as things stand: the instant of a warning, or of the breach. Who pauses or
 * completes it in that very instant comes first.
 *
 * @returns undefined when it stopped before
 */
export function findUseAt(ledger: ClockLedger, businessMs: number, open: OpenTime, now: number): number | undefined {
  return findUse(listSpans(ledger, now).spans, businessMs, open);
}

/** When a clock ran, until `now`. */
export function listSpans(
  { startedAt, events }: ClockLedger,
  now: number,
): { spans: Span[]; stage: ClockCount["stage"] } {
  const spans: Span[] = [];
  let stage: ClockCount["stage"] = "inProgress";
  let start = startedAt;
  for (const { at, kind } of events) {
    if (at > now) break;
    const next = kind === "resumed" || kind === "reopened" ? "inProgress" : kind;
    if (stage === "inProgress" && next !== "inProgress") spans.push({ start, end: Math.max(start, at) });
    if (stage !== "inProgress" && next === "inProgress") start = Math.max(startedAt, at);
    stage = next;
  }
  if (stage === "inProgress") spans.push({ start, end: null });
  return { spans, stage };
}

function findUse(spans: readonly Span[], businessMs: number, open: OpenTime): number | undefined {
  let left = businessMs;
  for (const { start, end } of spans) {
    const at = open.after(start, left);
    if (end === null || (at !== undefined && at < end)) return at;
    left = Math.max(0, left - open.between(start, end));
  }
  return undefined;
}
