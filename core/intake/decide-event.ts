import type { Alert, MonitorEvent, Severity } from "../../schemas/alert.ts";
import { unreachable } from "../ports/result.ts";
import { countFlip, isFlapping } from "./decide-flap.ts";
import type { IntakeWishes } from "./wishes.ts";

/** What is known of an alert's ticket when an event arrives. */
export interface TicketState {
  ended: boolean;
  /** Whether it was a clear that resolved it, and nobody has said anything about it since. */
  resolvedByClear: boolean;
  /** Whether a person, here or in any desk, has worked on it. */
  touched: boolean;
  /** Alerts of this ticket that fire, this one included. */
  firing: number;
}

export type EventDecision =
  /** First sight, or a new episode whose ticket before has ended: it wants a ticket, its own or one that it joins. */
  | { action: "begin"; episode: number; reason: BeginReason }
  /** Fires again while its ticket is still open: the ticket goes on. */
  | { action: "rejoinTicket"; episode: number; reason: "ticketStillOpen" | "flaps" }
  /** Fires again soon after a clear has resolved its ticket: that one is opened again. */
  | { action: "reopenTicket"; episode: number; reason: "returnedSoon" }
  | { action: "count"; reason: "repeat" | "dismissed"; severity: Severity }
  | { action: "clear"; ticket: "resolve" | "comment" | "none"; reason: ClearReason }
  /** Ended before its beginning was told: it is remembered, so that the late beginning opens nothing. */
  | { action: "rememberClear"; reason: "clearBeforeFire" }
  | { action: "ignore"; reason: IgnoreReason };

export type BeginReason = "firstFire" | "firesAgain" | "worseThanDismissed";
type IgnoreReason = "alreadyClear" | "staleClear" | "staleFire" | "heartbeat" | "acknowledgedNotFiring";
export type ClearReason =
  | "alertCleared"
  | "clearedButTouched"
  | "clearedButPolicy"
  | "clearedAfterEnd"
  | "othersFire"
  | "flaps"
  | "clearedUnopened";

const severityRank: Record<Severity, number> = { critical: 1, high: 2, medium: 3, low: 4, info: 5 };

/** Asks for the rules of one event. */
export interface EventContext {
  wishes: Pick<IntakeWishes, "flap" | "onClear" | "reopenWithinMs">;
  /** When it reached us. */
  at: Date;
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
  context: EventContext,
): EventDecision {
  // A check-in ends the alert of its absence, and does nothing else.
  if (event.heartbeat && (event.condition === "firing" || alert?.condition !== "firing"))
    return { action: "ignore", reason: "heartbeat" };
  if (event.acknowledgementOnly) {
    if (alert?.condition !== "firing") return { action: "ignore", reason: "acknowledgedNotFiring" };
    return { action: "count", reason: "repeat", severity: alert.severity };
  }
  if (event.condition === "clear") return decideClear(alert, ticket, event, context);
  if (!alert) return { action: "begin", episode: 1, reason: "firstFire" };
  switch (alert.condition) {
    case "firing":
      return decideRepeat(alert, event);
    case "clear":
    case "unknown":
      return decideNewEpisode(alert, ticket, event, context);
    default:
      return unreachable(alert.condition);
  }
}

export function isWorse(one: Severity, other: Severity): boolean {
  return severityRank[one] < severityRank[other];
}

function decideRepeat(alert: Alert, event: MonitorEvent): EventDecision {
  if (alert.handling !== "dismissed") return { action: "count", reason: "repeat", severity: event.severity };
  if (isWorse(event.severity, alert.severity))
    return { action: "begin", episode: alert.episode, reason: "worseThanDismissed" };
  // A dismissed alert keeps the severity it was dismissed with: only something worse brings it back.
  return { action: "count", reason: "dismissed", severity: alert.severity };
}

/** A fire that began before the last clear is an old message that came again, not a new episode. */
function decideNewEpisode(
  alert: Alert,
  ticket: TicketState | undefined,
  event: MonitorEvent,
  { wishes, at }: EventContext,
): EventDecision {
  if (alert.clearedAt && event.raisedAt < alert.clearedAt) return { action: "ignore", reason: "staleFire" };
  const episode = alert.episode + 1;
  if (ticket && !ticket.ended) {
    const flaps = flapsBy(alert, { wishes, at });
    return { action: "rejoinTicket", episode, reason: flaps ? "flaps" : "ticketStillOpen" };
  }
  const soon = alert.clearedAt !== null && event.raisedAt.getTime() - alert.clearedAt.getTime() < wishes.reopenWithinMs;
  return ticket?.resolvedByClear && soon
    ? { action: "reopenTicket", episode, reason: "returnedSoon" }
    : { action: "begin", episode, reason: "firesAgain" };
}

/** Resolves that were delivered before come back inside later messages; only one that ends this episode counts. */
function decideClear(
  alert: Alert | undefined,
  ticket: TicketState | undefined,
  event: MonitorEvent,
  { wishes, at }: EventContext,
): EventDecision {
  if (!alert) return { action: "rememberClear", reason: "clearBeforeFire" };
  if (alert.condition === "clear") return { action: "ignore", reason: "alreadyClear" };
  if (isStaleClear(alert, event)) return { action: "ignore", reason: "staleClear" };
  if (!ticket) return { action: "clear", ticket: "none", reason: "clearedUnopened" };
  if (ticket.ended) return { action: "clear", ticket: "none", reason: "clearedAfterEnd" };
  if (ticket.firing > 1) return { action: "clear", ticket: "none", reason: "othersFire" };
  if (flapsBy(alert, { wishes, at })) return { action: "clear", ticket: "none", reason: "flaps" };
  return decideTicketEnd(ticket, wishes);
}

/** Whether it flaps with this change. */
function flapsBy({ flips }: Alert, { wishes, at }: EventContext): boolean {
  return isFlapping(countFlip(flips, at, wishes.flap), at);
}

/** What happens to a ticket of which nothing fires any more. */
export function decideTicketEnd(
  { touched }: Pick<TicketState, "touched">,
  { onClear }: Pick<IntakeWishes, "onClear">,
): Extract<EventDecision, { action: "clear" }> {
  if (touched) return { action: "clear", ticket: "comment", reason: "clearedButTouched" };
  return onClear === "resolve"
    ? { action: "clear", ticket: "resolve", reason: "alertCleared" }
    : { action: "clear", ticket: "comment", reason: "clearedButPolicy" };
}

/**
 * A clear from before this episode. Tools that tell whole seconds end what lasted less at the instant at which it began: such
 * a clear is taken, as long as its seconds are whole.
 */
function isStaleClear(alert: Alert, { clearedAt }: MonitorEvent): boolean {
  if (!clearedAt || clearedAt > alert.raisedAt) return false;
  return clearedAt < alert.raisedAt || clearedAt.getMilliseconds() !== 0;
}
