import { Temporal } from "temporal-polyfill";
import type { Alert } from "../../schemas/alert.ts";
import type { Reminder } from "../../schemas/intake-rules.ts";
import type { Actor } from "../../schemas/ticket.ts";

/**
 * When a ticket that is closed now is told that its alert still fires: on the next working day, which is never the day itself.
 *
 * @param wish local time, days and zone; `never` = tickets are not told
 */
export function findReminder(closedAt: Date, wish: Reminder): Date | null {
  if (wish === "never") return null;
  const { timeZone, at, days } = wish;
  const today = Temporal.Instant.fromEpochMilliseconds(closedAt.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const ahead = [1, 2, 3, 4, 5, 6, 7].find((count) => days.includes(today.add({ days: count }).dayOfWeek)) ?? 1;
  const plainTime = Temporal.PlainTime.from(at);
  return new Date(today.add({ days: ahead }).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

/** What a ticket's new status is to the reminder of an alert of it. */
export interface TicketEnd {
  /** `ends`: it was open; `ended`: it goes from one end to another, such as from resolved to closed. */
  step: "ends" | "ended" | "open";
  by: Actor;
  /** What {@link findReminder} says of this close. */
  next: Date | null;
}

/** A person's close asks for one reminder; an open ticket needs none, since somebody works on it. */
export function decideReminder(
  alert: Pick<Alert, "condition" | "remindAt">,
  { step, by, next }: TicketEnd,
): Date | null {
  if (step === "open" || alert.condition !== "firing") return null;
  return step === "ends" && by.kind !== "rule" ? next : alert.remindAt;
}
