import type { Alert } from "../../schemas/alert.ts";
import type { TicketState } from "./decide-event.ts";
import type { IntakeWishes } from "./wishes.ts";

/** That nothing was heard of an alert, and since when: it is not concerned if something was meanwhile. */
export interface Absence {
  dedupKey: string;
  kind: "notListed" | "notHeard";
  since: Date;
}

export type AbsenceDecision =
  | { action: "clear"; ticket: "resolve" | "comment" | "none"; reason: "notListedAnyMore" }
  | { action: "doubt"; ticket: "comment" | "none"; reason: "notHeardOf" }
  | { action: "ignore"; reason: "heardMeanwhile" | "alreadyClear" };

/**
 * Decides what silence does to an alert and its ticket. What the tool lists no more has ended, as by its own message; of what
 * was not heard of for too long nobody knows, so that nothing is resolved by it.
 *
 * @param alert as it is under the lock; undefined = it went away
 */
export function decideAbsence(
  alert: Alert | undefined,
  ticket: Pick<TicketState, "ended" | "touched" | "firing"> | undefined,
  absence: Absence,
  wishes: Pick<IntakeWishes, "onClear">,
): AbsenceDecision {
  if (!alert || alert.condition === "clear") return { action: "ignore", reason: "alreadyClear" };
  if (alert.lastSeenAt >= absence.since) return { action: "ignore", reason: "heardMeanwhile" };
  const isOpen = ticket !== undefined && !ticket.ended;
  if (absence.kind === "notHeard")
    return { action: "doubt", ticket: isOpen ? "comment" : "none", reason: "notHeardOf" };
  const reason = "notListedAnyMore";
  const othersFire = isOpen && alert.condition === "firing" && ticket.firing > 1;
  if (!isOpen || othersFire) return { action: "clear", ticket: "none", reason };
  const mayResolve = !ticket.touched && wishes.onClear === "resolve";
  return { action: "clear", ticket: mayResolve ? "resolve" : "comment", reason };
}
