import { createHmac, randomUUID } from "node:crypto";
import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const routingKey = "0123456789abcdef0123456789abcdef";
const webhookSecret = "simulated-webhook-secret-of-pagerduty";

interface Event {
  routing_key: string;
  event_action: string;
  dedup_key: string;
  payload?: { summary: string; source: string; severity: string; custom_details?: object };
}
interface Incident {
  id: string;
  key: string;
  text: string;
  status: "triggered" | "acknowledged" | "resolved";
}

/** PagerDuty's events by dedup key, and its webhooks of version 3; acknowledgements without an alert are dropped with 202. */
export function startPagerDutySimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const incidents: Incident[] = [];
  const findOpen = (key: string) => incidents.findLast((one) => one.key === key && one.status !== "resolved");
  const take = (event: Event): SourceReply => {
    const open = findOpen(event.dedup_key);
    if (event.event_action === "trigger" && !open) {
      const { summary = "", severity = "", custom_details: details } = event.payload ?? {};
      const text = [summary, `severity ${severity}`, JSON.stringify(details ?? {})].join("\n");
      incidents.push({ id: `Q${incidents.length + 1}`, key: event.dedup_key, text, status: "triggered" });
    }
    if (event.event_action === "acknowledge" && open) open.status = "acknowledged";
    if (event.event_action === "resolve" && open) open.status = "resolved";
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key: event.dedup_key } };
  };
  const reply = ({ method, path, body }: SourceRequest): SourceReply => {
    if (method !== "POST" || path !== "/v2/enqueue") return { status: 404, body: { error: { message: "Not Found" } } };
    const event = JSON.parse(body) as Event;
    const errors = listErrors(event);
    if (errors.length > 0 || Buffer.byteLength(body) > 512 * 1_024)
      return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors } };
    // What bears another key is dropped, and nobody is told.
    if (event.routing_key !== routingKey)
      return { status: 202, body: { status: "success", message: "Event processed", dedup_key: event.dedup_key } };
    return take(event);
  };
  const state = { triggered: "open", acknowledged: "acknowledged", resolved: "ended" } as const;
  const events = {
    acknowledge: ["acknowledged", "acknowledged"],
    resolve: ["resolved", "resolved"],
    reopen: ["unacknowledged", "triggered"],
  } as const;
  return startPagerSimulator(
    (tools) => ({
      settings: { eventsUrl: tools.url },
      secrets: { routingKey, webhookSecret },
      reply,
      pages: () =>
        incidents.map(({ id, text, status }) => ({ id, channel: "alert", to: "service", text, state: state[status] })),
      async answer(id, action) {
        const incident = incidents.find((one) => one.id === id);
        if (!incident || action === "pass") throw new Error(`no "${action}" there`);
        const [type, status] = events[action];
        incident.status = status;
        const agent =
          action === "reopen"
            ? null
            : { type: "user_reference", id: "P1", summary: "J. Doe", html_url: "https://x.example" };
        const event = {
          id: randomUUID(),
          event_type: `incident.${type}`,
          resource_type: "incident",
          occurred_at: tools.clock().toISOString(),
          agent,
          client: null,
          data: { id, type: "incident", status, incident_key: incident.key, title: incident.text.split("\n")[0] },
        };
        const body = JSON.stringify({ event });
        const digest = createHmac("sha256", webhookSecret).update(body).digest("hex");
        await tools.call({
          body,
          headers: { "content-type": "application/json", "x-pagerduty-signature": `v1=${digest}` },
        });
      },
    }),
    options,
  );
}

function listErrors({ event_action: action, dedup_key: key, routing_key: routing, payload }: Event): string[] {
  const errors: string[] = [];
  if (!/^[A-Za-z0-9]{32}$/.test(routing)) errors.push("Invalid routing key");
  if (!["trigger", "acknowledge", "resolve"].includes(action)) errors.push("'event_action' is invalid");
  if (!key || key.length > 255) errors.push("'dedup_key' is invalid");
  if (action !== "trigger") return errors;
  if (!payload?.summary || payload.summary.length > 1_024) errors.push("'payload.summary' is invalid");
  if (!payload?.source) errors.push("'payload.source' is missing or blank");
  if (!["critical", "error", "warning", "info"].includes(payload?.severity ?? ""))
    errors.push("'payload.severity' is invalid");
  return errors;
}
