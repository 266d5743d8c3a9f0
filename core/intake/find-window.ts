import { Temporal } from "temporal-polyfill";
import type { MaintenanceWindow, Recurrence } from "../../schemas/maintenance.ts";
import type { ClientId } from "../../schemas/ids.ts";

/** What an alert is about, as far as windows ask. */
export interface WindowSubject {
  clientId: ClientId;
  resource: string | null;
  service: string | null;
}

const dayMinutes = 1_440;

/** The window in which this alert is now, the one that ends last, and when it ends; undefined = none. */
export function findWindow(
  windows: readonly MaintenanceWindow[],
  subject: WindowSubject,
  at: Date,
): { window: MaintenanceWindow; until: Date | null } | undefined {
  let found: { window: MaintenanceWindow; until: Date | null } | undefined;
  for (const window of windows) {
    if (!isAbout(window, subject)) continue;
    const now = findEnd(window, at);
    if (!now.open) continue;
    if (!found || endOf(now.until) > endOf(found.until)) found = { window, until: now.until };
  }
  return found;
}

const endOf = (until: Date | null) => until?.getTime() ?? Number.POSITIVE_INFINITY;

function isAbout({ clientId, resource, service }: MaintenanceWindow, subject: WindowSubject): boolean {
  if (clientId !== null && clientId !== subject.clientId) return false;
  return matchesName(resource, subject.resource) && matchesName(service, subject.service);
}

/** `*` stands for any text; capitals do not matter, as in host names. */
export function matchesName(pattern: string | null, name: string | null): boolean {
  if (pattern === null || pattern === "*") return true;
  if (name === null) return false;
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const text = name.toLowerCase();
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function findEnd(window: MaintenanceWindow, at: Date): { open: true; until: Date | null } | { open: false } {
  if (at < window.startsAt || (window.endsAt !== null && at >= window.endsAt)) return { open: false };
  if (!window.recurrence) return { open: true, until: window.endsAt };
  const until = findRecurringEnd(window.recurrence, at);
  if (!until) return { open: false };
  return { open: true, until: window.endsAt !== null && window.endsAt < until ? window.endsAt : until };
}

/** Each begin is made in local time, so that it is the same hour on both sides of a change of the clocks. */
function findRecurringEnd({ timeZone, days, from, minutes }: Recurrence, at: Date): Date | undefined {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  let end: number | undefined;
  for (let back = 0; back <= Math.ceil(minutes / dayMinutes); back++) {
    const day = today.subtract({ days: back });
    if (!days.includes(day.dayOfWeek)) continue;
    const begin = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(from) });
    const finish = begin.add({ minutes });
    if (begin.epochMilliseconds <= at.getTime() && at.getTime() < finish.epochMilliseconds)
      end = Math.max(end ?? 0, finish.epochMilliseconds);
  }
  return end === undefined ? undefined : new Date(end);
}
