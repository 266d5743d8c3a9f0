import type { Alert, MonitorEvent, Severity } from "../../schemas/alert.ts";
import { unreachable } from "../ports/result.ts";

/** What is known of an alert's ticket when an event arrives. */
export interface TicketState {
  ended: boolean;
  /** Whether a person, here or in any desk, has worked on it. */
  touched: boolean;
}

export type EventDecision =
  /** First sight, or a new episode whose ticket before has ended: one new ticket. */
  | { action: "openTicket"; episode: number; reason: "firstFire" | "firesAgain" | "worseThanDismissed" }
  /** Fires again while its ticket is still open: the ticket goes on. */
  | { action: "rejoinTicket"; episode: number; reason: "ticketStillOpen" }
  | { action: "count"; reason: "repeat" | "dismissed"; severity: Severity }
  | { action: "clear"; ticket: "resolve" | "comment" | "none"; reason: ClearReason }
  | { action: "ignore"; reason: IgnoreReason };
type IgnoreReason =
  "clearWithoutAlert" | "alreadyClear" | "staleClear" | "staleFire" | "heartbeat" | "acknowledgedNotFiring";
export type ClearReason = "alertCleared" | "clearedButTouched" | "clearedButPolicy" | "clearedAfterEnd";

const severityRank: Record<Severity, number> = { critical: 1, high: 2, medium: 3, low: 4, info: 5 };

export interface EventPolicy {
  /** What a clear does to a ticket that nobody touched. */
  onClear: "resolve" | "comment";
}

/**
 * Decides what one event does to its alert and ticket.
 *
 * @param alert the alert with this key, as left by the events before; undefined = never seen
 * @param ticket its newest ticket; undefined = it has none
 */
export function decideEvent(
  alert: Alert | undefined,
  ticket: TicketState | undefined,
  event: MonitorEvent,
  policy: EventPolicy,
): EventDecision {
  if (event.heartbeat) return { action: "ignore", reason: "heartbeat" };
  if (event.acknowledgementOnly) {
    if (alert?.condition !== "firing") return { action: "ignore", reason: "acknowledgedNotFiring" };
    return { action: "count", reason: "repeat", severity: alert.severity };
  }
  if (event.condition === "clear") return decideClear(alert, ticket, event, policy);
  if (!alert) return { action: "openTicket", episode: 1, reason: "firstFire" };
  switch (alert.condition) {
    case "firing":
      return decideRepeat(alert, event);
    case "clear":
    case "unknown":
      return decideNewEpisode(alert, ticket, event);
    default:
      return unreachable(alert.condition);
  }
}

function decideRepeat(alert: Alert, event: MonitorEvent): EventDecision {
  if (alert.handling !== "dismissed") return { action: "count", reason: "repeat", severity: event.severity };
  if (severityRank[event.severity] < severityRank[alert.severity]) {
    return { action: "openTicket", episode: alert.episode, reason: "worseThanDismissed" };
  }
  // A dismissed alert keeps the severity it was dismissed with: only something worse brings it back.
  return { action: "count", reason: "dismissed", severity: alert.severity };
}

/** A fire that began before the last clear is an old message that came again, not a new episode. */
function decideNewEpisode(alert: Alert, ticket: TicketState | undefined, event: MonitorEvent): EventDecision {
  if (alert.clearedAt && event.raisedAt < alert.clearedAt) return { action: "ignore", reason: "staleFire" };
  const episode = alert.episode + 1;
  return ticket && !ticket.ended
    ? { action: "rejoinTicket", episode, reason: "ticketStillOpen" }
    : { action: "openTicket", episode, reason: "firesAgain" };
}

/** Resolves that were delivered before come back inside later messages; only one that ends this episode counts. */
function decideClear(
  alert: Alert | undefined,
  ticket: TicketState | undefined,
  event: MonitorEvent,
  policy: EventPolicy,
): EventDecision {
  if (!alert) return { action: "ignore", reason: "clearWithoutAlert" };
  if (alert.condition === "clear") return { action: "ignore", reason: "alreadyClear" };
  if (event.clearedAt && event.clearedAt <= alert.raisedAt) return { action: "ignore", reason: "staleClear" };
  if (!ticket || ticket.ended) return { action: "clear", ticket: "none", reason: "clearedAfterEnd" };
  if (ticket.touched) return { action: "clear", ticket: "comment", reason: "clearedButTouched" };
  return policy.onClear === "resolve"
    ? { action: "clear", ticket: "resolve", reason: "alertCleared" }
    : { action: "clear", ticket: "comment", reason: "clearedButPolicy" };
}
