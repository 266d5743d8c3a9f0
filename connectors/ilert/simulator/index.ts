import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const integrationKey = "il1api0123456789abcdef";
const hookSecret = "simulated-hook-secret-of-ilert";

interface Event {
  integrationKey: string;
  eventType: string;
  alertKey: string;
  summary: string;
  details?: string;
  priority?: string;
  routingKey?: string;
}
interface Alert extends Event {
  id: string;
  status: "PENDING" | "ACCEPTED" | "RESOLVED";
}

/** ilert's events, by alert key: an ALERT opens or adds to the open one, ACCEPT and RESOLVE act on it or on nothing. */
export function startIlertSimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const alerts: Alert[] = [];
  const findOpen = (alertKey: string) =>
    alerts.findLast((alert) => alert.alertKey === alertKey && alert.status !== "RESOLVED");
  const reply = ({ method, path, body }: SourceRequest): SourceReply => {
    if (method !== "POST" || path !== "/api/events")
      return { status: 404, body: { status: 404, message: "no such resource", code: "NOT_FOUND" } };
    const event = JSON.parse(body) as Event;
    if (event.integrationKey !== integrationKey)
      return { status: 401, body: { status: 401, message: "unknown integration key", code: "UNAUTHORIZED" } };
    if (!event.summary || !["ALERT", "ACCEPT", "RESOLVE"].includes(event.eventType))
      return { status: 400, body: { status: 400, message: "summary or eventType missing", code: "INVALID" } };
    const open = findOpen(event.alertKey);
    if (event.eventType === "ALERT" && !open)
      alerts.push({ ...event, id: String(2_983_781 + alerts.length), status: "PENDING" });
    if (event.eventType === "ACCEPT" && open) open.status = "ACCEPTED";
    if (event.eventType === "RESOLVE" && open) open.status = "RESOLVED";
    return {
      status: 202,
      body: { alertKey: event.alertKey, alertUrl: "https://acme.ilert.example/alert", responseCode: "ACCEPTED" },
    };
  };
  const state = { PENDING: "open", ACCEPTED: "acknowledged", RESOLVED: "ended" } as const;
  return startPagerSimulator(
    (tools) => ({
      settings: { apiUrl: tools.url },
      secrets: { integrationKey, hookSecret },
      reply,
      pages: () =>
        alerts.map((alert) => ({
          id: alert.id,
          channel: "alert",
          to: alert.routingKey ?? "default",
          text: [alert.summary, alert.details, `priority ${alert.priority}`].join("\n"),
          state: state[alert.status],
        })),
      async answer(id, action) {
        const alert = alerts.find((one) => one.id === id);
        if (!alert || (action !== "acknowledge" && action !== "resolve")) throw new Error(`no "${action}" there`);
        alert.status = action === "acknowledge" ? "ACCEPTED" : "RESOLVED";
        const body = JSON.stringify({
          id,
          status: alert.status,
          summary: alert.summary,
          details: alert.details ?? "",
          reportTime: tools.clock().toISOString(),
          eventType: action === "acknowledge" ? "incident-acknowledged" : "incident-resolved",
          priority: alert.priority,
          alertKey: alert.alertKey,
          alertSource: { id: 1, name: "Interdesk" },
          assignedTo: { username: "jdoe", email: "j.doe@example.com", firstName: "J.", lastName: "Doe" },
        });
        const authorization = `Basic ${Buffer.from(`interdesk:${hookSecret}`).toString("base64")}`;
        await tools.call({ body, headers: { "content-type": "application/json", authorization } });
      },
    }),
    options,
  );
}
