import type { AlertRow } from "../../data/lists.ts";

/** A line of the list: an alert, or what the alerts below it share. */
export type AlertLine =
  | { kind: "group"; key: string; first: AlertRow; count: number }
  | { kind: "alert"; key: string; alert: AlertRow; isMember: boolean };

/** Alerts of one page of the list are put together; those of a later page begin a line anew, so that nothing moves that is seen. */
const perPage = 200;

/** Alerts that share a ticket stand together, where the newest of them is. */
export function groupAlerts(alerts: readonly AlertRow[]): readonly AlertLine[] {
  const lines: AlertLine[] = [];
  for (let start = 0; start < alerts.length; start += perPage) {
    const part = alerts.slice(start, start + perPage);
    const members = Map.groupBy(part, ({ id, group, ticketId }) => (group && ticketId ? ticketId : id));
    for (const [key, [first, ...others]] of members) {
      if (!first) continue;
      const isGroup = others.length > 0;
      if (isGroup) lines.push({ kind: "group", key: `${key} ${start}`, first, count: others.length + 1 });
      for (const alert of [first, ...others]) lines.push({ kind: "alert", key: alert.id, alert, isMember: isGroup });
    }
  }
  return lines;
}
