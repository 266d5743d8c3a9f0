import type { MonitorEvent } from "../../schemas/alert.ts";
import type { EventAt } from "./batch.ts";

/** A check-in that was heard, and until when the next one is awaited. */
export interface CheckIn {
  dedupKey: string;
  event: MonitorEvent;
  at: Date;
  intervalMs: number;
}

/** The alert of a check-in that stays away has a key of its own: the tool's key stands for a check that is well. */
const keyOfMissing = (dedupKey: string) => `missing:${dedupKey}`;

/** Check-ins among these events that rules give an interval, the last of each key. */
export function listCheckIns(events: readonly EventAt[]): CheckIn[] {
  const found = new Map<string, CheckIn>();
  for (const { event, receivedAt, wishes } of events)
    if (event.heartbeat && event.condition === "firing" && wishes.heartbeatMs !== null)
      found.set(event.dedupKey, { dedupKey: event.dedupKey, event, at: receivedAt, intervalMs: wishes.heartbeatMs });
  return [...found.values()];
}

/** A check-in ends the alert of its absence. */
export function endMissing(at: EventAt): EventAt {
  const { event, receivedAt } = at;
  if (!event.heartbeat) return at;
  const clearedAt = event.condition === "firing" ? receivedAt : event.clearedAt;
  return { ...at, event: { ...event, dedupKey: keyOfMissing(event.dedupKey), condition: "clear", clearedAt } };
}

/**
 * What a check-in that stays away is told as.
 *
 * @param event the last one that came
 * @param at when that was
 * @param now when it is noticed
 */
export function buildMissing(event: MonitorEvent, at: Date, now: Date): MonitorEvent {
  return {
    ...event,
    dedupKey: keyOfMissing(event.dedupKey),
    episodeId: null,
    condition: "firing",
    severity: "high",
    title: `No sign of life: ${event.title}`.slice(0, 500),
    description: `The last check-in came at ${at.toISOString()}. Whatever sends it may be down, and then its other alerts do not come either.`,
    raisedAt: now,
    clearedAt: null,
    heartbeat: false,
  };
}
