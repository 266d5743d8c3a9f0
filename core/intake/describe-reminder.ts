import type { Alert } from "../../schemas/alert.ts";
import type { Reminder } from "../../schemas/intake-rules.ts";

const mostNamed = 20;

/** Who closed the ticket, and when. */
export interface Closing {
  /** A person's name, or that of the desk where it was done. */
  by: string;
  at: Date;
}

/** What a closed ticket is told of its alerts that still fire, as people read it. */
export function describeReminder(alerts: readonly Alert[], { by, at }: Closing, wish: Reminder): string {
  const closed = `closed by ${by} on ${describeInstant(at, wish)} still`;
  const lines = alerts.slice(0, mostNamed).map((alert) => `- ${describeAlert(alert)}`);
  const more = alerts.length - lines.length;
  return [
    alerts.length === 1 ? `An alert that was ${closed} fires:` : `${alerts.length} alerts that were ${closed} fire:`,
    "",
    ...lines,
    ...(more > 0 ? [`… and ${more} more.`] : []),
    "",
    "This is said once. A new ticket is opened when it gets worse, or when it ends and comes back; open this one again to work on it.",
  ].join("\n");
}

function describeAlert({ title, resource, severity, raisedAt, lastSeenAt }: Alert): string {
  const where = resource !== null && !title.includes(resource) ? ` (${resource})` : "";
  return `${title}${where}: ${severity}, since ${raisedAt.toISOString()}, last heard of ${lastSeenAt.toISOString()}`;
}

/** In the zone of the rules, since people compare it with the clock on their wall. */
function describeInstant(at: Date, wish: Reminder): string {
  const timeZone = wish === "never" ? "UTC" : wish.timeZone;
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "full", timeStyle: "short" });
  return `${parts.format(at)} (${timeZone})`;
}
