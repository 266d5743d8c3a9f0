import { succeed } from "../contract.ts";
import {
  buildEvent,
  buildNothing,
  joinParagraphs,
  type MonitorDelivery,
  parseInstant,
  type Parsed,
} from "../monitor-kit.ts";
import { type Event, type Payload, readEvent, severities } from "./event.ts";
import type { Settings } from "./manifest.ts";

/** The key belongs to the routing key, which is that of the connection. A payload may be missing where nothing triggers. */
export function parsePayload({ body, receivedAt }: MonitorDelivery, settings: Settings): Parsed {
  const given = readEvent(body, receivedAt);
  if (!given.ok) return given;
  if (given.value.kind === "change") return buildNothing(`A change event, which is no alert: ${given.value.summary}`);
  const { event } = given.value;
  const { payload } = event;
  const isAcknowledgement = event.event_action === "acknowledge";
  const at = parseInstant(payload?.timestamp ?? "") ?? receivedAt;
  const built = buildEvent({
    dedupKey: event.dedup_key,
    condition: event.event_action === "resolve" ? "clear" : "firing",
    // How bad it is, or was, only a payload tells.
    severity: payload ? severities[payload.severity] : "info",
    titles: [payload?.summary],
    description: payload && describeDetails(payload),
    raisedAt: at,
    // The time of a payload is that of the problem, whatever the action is.
    clearedAt: receivedAt,
    clientHint: settings.clientField === "client" ? event.client : payload?.[settings.clientField],
    resource: payload?.source,
    service: payload?.component,
    url: linkOf(event),
    labels: { group: payload?.group, class: payload?.class, sender: event.client },
    ...(isAcknowledgement ? { acknowledgement: { state: "set" as const } } : {}),
    acknowledgementOnly: isAcknowledgement,
  });
  return succeed({ deliveryKey: null, items: [built] });
}

function linkOf({ links, client_url }: Event): string | null | undefined {
  return links.find(({ href }) => href)?.href ?? client_url;
}

const mostDetails = 50;

function describeDetails({ custom_details: details }: Payload): string | null {
  if (typeof details === "string" || !details) return details ?? null;
  const lines = Object.entries(details)
    .slice(0, mostDetails)
    .map(([name, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return `${name}: ${text}`;
    });
  return joinParagraphs([lines.join("\n")]);
}
