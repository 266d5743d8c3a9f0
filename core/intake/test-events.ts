import { Alert, type MonitorEvent } from "../../schemas/alert.ts";

/** An instant at nine o'clock and so many minutes. */
export const minute = (count: number) => new Date(Date.UTC(2026, 2, 17, 9, count));
const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;

/** An event that a check fires at nine and ten minutes. */
export function fire(change: Partial<MonitorEvent> = {}): MonitorEvent {
  const base = {
    dedupKey: "k",
    episodeId: null,
    title: "CPU high",
    description: null,
    clientHint: null,
    resource: null,
    service: null,
    url: null,
    labels: {},
    heartbeat: false,
  };
  return { ...base, condition: "firing", severity: "high", raisedAt: minute(10), clearedAt: null, ...change };
}
/** … and that it is fine again, ten minutes later. */
export const clear = (change: Partial<MonitorEvent> = {}) =>
  fire({ condition: "clear", clearedAt: minute(20), ...change });

/** Its alert, as the fire left it. */
export function alert(change: Partial<Alert> = {}): Alert {
  const ids = { id: id(1), connectionId: id(2), clientId: id(3), foldId: id(4), ticketId: id(5) };
  const base = {
    ...ids,
    dedupKey: "k",
    condition: "firing",
    handling: "open",
    severity: "high",
    title: "CPU high",
    episode: 1,
    eventCount: 1,
  };
  const rest = { resource: null, waiting: null, flips: null, reviewAt: null, remindAt: null };
  return Alert.parse({ ...base, ...rest, raisedAt: minute(10), clearedAt: null, lastSeenAt: minute(10), ...change });
}
