import type { EscalationPolicy } from "../../schemas/escalation.ts";
import { endedStatuses, type Ticket } from "../../schemas/ticket.ts";
import type { OpenTime } from "../sla/open-time.ts";

/** Where a walk through a policy's steps stands. Instants are epoch ms. */
export interface Walk {
  startedAt: number;
  /** Steps taken in this round, from 0. */
  step: number;
  /** Rounds that are through, from 0. */
  round: number;
  /** When the last step was taken; null = none was. */
  steppedAt: number | null;
  /** What it began with, when that was an SLA share of this clock. */
  clock: { target: string; round: number } | null;
  /** Whoever was told last cannot be reached or passes it on: the next step is not waited for. */
  hurry: boolean;
}

/** What is known of the ticket at this instant. */
export interface WalkFacts {
  ticket: Pick<Ticket, "fields" | "meta">;
  now: number;
  /** Shares of targets that were used, 100 = breached, and since when; the newest round of each. */
  used: readonly { target: string; share: number; at: number }[];
  /** Stages of the ticket's clocks. */
  clocks: readonly { target: string; round: number; stage: string }[];
  /** Hours for which it waits, if it does. */
  open: OpenTime | null;
}

export type StepDecision =
  /** Step `index` of the policy is taken now. */
  | { action: "take"; index: number; round: number }
  /** `until` null = for something else than time: a share of a target. */
  | { action: "wait"; until: number | null; reason: "notDue" | "shareNotUsed" | "outsideHours" }
  | { action: "stop"; reason: "taken" | "ended" | "promiseKept"; by: string | null }
  /** All steps and rounds are through, and nobody has answered. */
  | { action: "exhausted" };

const minuteMs = 60_000;
/** Long enough after the last step for somebody to answer before all is given up; ms. */
const lastWaitMs = 5 * minuteMs;

/**
 * Decides what an escalation does now, from the ticket as it is under its lock.
 *
 * @see ITIL 4, incident management: functional and hierarchical escalation
 */
export function decideStep(policy: EscalationPolicy, walk: Walk, facts: WalkFacts): StepDecision {
  const stop = findStop(walk, facts);
  if (stop) return stop;
  const due = findDue(policy, walk, facts);
  if (due.at === null) return { action: "wait", until: null, reason: "shareNotUsed" };
  if (due.at > facts.now) return { action: "wait", until: due.at, reason: "notDue" };
  const opensAt = findOpening(facts);
  if (opensAt !== null) return { action: "wait", until: opensAt, reason: "outsideHours" };
  if (due.isEnd) return { action: "exhausted" };
  return { action: "take", index: due.index, round: due.round };
}

function findStop({ clock }: Walk, { ticket, clocks }: WalkFacts): StepDecision | undefined {
  const { status, assignee } = ticket.fields;
  if (endedStatuses.includes(status)) return { action: "stop", reason: "ended", by: nameOf(ticket.meta.status?.by) };
  if (clock) {
    // Who breaks a promise has taken the ticket long ago: only keeping it ends this.
    const own = clocks.find(({ target, round }) => target === clock.target && round === clock.round);
    const kept = own === undefined || own.stage === "completed" || own.stage === "cancelled";
    return kept ? { action: "stop", reason: "promiseKept", by: null } : undefined;
  }
  if (status !== "new" && isPerson(ticket.meta.status?.by))
    return { action: "stop", reason: "taken", by: nameOf(ticket.meta.status?.by) };
  if (assignee !== null && isPerson(ticket.meta.assignee?.by)) return { action: "stop", reason: "taken", by: assignee };
  return undefined;
}

type By = NonNullable<Ticket["meta"]["status"]>["by"];
const isPerson = (by: By | undefined) => by !== undefined && by.kind !== "rule";

function nameOf(by: By | undefined): string | null {
  if (by?.kind === "person") return by.name;
  return by?.kind === "sync" ? (by.name ?? null) : null;
}

interface Due {
  index: number;
  round: number;
  /** Null = not by time. */
  at: number | null;
  /** Only the last wait is left. */
  isEnd: boolean;
}

function findDue({ steps, repeat }: EscalationPolicy, walk: Walk, { used }: WalkFacts): Due {
  const since = walk.steppedAt ?? walk.startedAt;
  const after = (minutes: number) => (walk.hurry ? since : since + minutes * minuteMs);
  const step = steps[walk.step];
  if (!step) {
    if (walk.round < repeat.times)
      return { index: 0, round: walk.round + 1, at: after(repeat.afterMinutes), isEnd: false };
    return { index: walk.step, round: walk.round, at: walk.hurry ? since : since + lastWaitMs, isEnd: true };
  }
  const { at } = step;
  if (at === undefined) {
    return { index: walk.step, round: walk.round, at: after(step.afterMinutes ?? 0), isEnd: false };
  }
  const found = used.find(({ target, share }) => target === at.target && share >= at.share);
  return { index: walk.step, round: walk.round, at: found?.at ?? null, isEnd: false };
}

/** When the hours begin for which it waits; null = it does not wait. */
function findOpening({ open, now }: WalkFacts): number | null {
  if (!open || open.between(now, now + 1) > 0) return null;
  const first = open.after(now, 1);
  return first === undefined ? null : first - 1;
}
