import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ConfigurationItem } from "../../schemas/configuration-item.ts";
import { type ExpressionVariables, readyValues } from "../expressions/compile-expression.ts";

/** What expressions may ask about; the same names as in {@link MonitorEvent}. */
export const eventSchema = {
  dedupKey: "string",
  episodeId: "string",
  condition: "string",
  severity: "string",
  title: "string",
  description: "string",
  raisedAt: "google.protobuf.Timestamp",
  clearedAt: "google.protobuf.Timestamp",
  clientHint: "string",
  resource: "string",
  service: "string",
  url: "string",
  labels: "map<string, string>",
  heartbeat: "bool",
  acknowledgement: { state: "string", by: "string", note: "string" },
  acknowledgementOnly: "bool",
  byUs: "bool",
} as const;
const itemSchema = {
  id: "string",
  name: "string",
  kind: "string",
  criticality: "string",
  keys: "list<string>",
  parents: "list<string>",
} as const;
const connectionSchema = { name: "string", connector: "string" } as const;

/** For look-ups of a client, of an item, and for rules: each knows what was found before it. */
export const clientVariables: ExpressionVariables = { event: eventSchema, connection: connectionSchema };
export const itemVariables: ExpressionVariables = { ...clientVariables, client: "string" };
export const ruleVariables: ExpressionVariables = { ...itemVariables, item: itemSchema };

/** An empty text stands for none, and 1970 for no time. */
export interface EventFacts {
  event: Readonly<Record<keyof typeof eventSchema, unknown>>;
  connection: { name: string; connector: string };
  /** Name of the client; empty = not known. */
  client: string;
  item: Readonly<Record<keyof typeof itemSchema, unknown>>;
}

/** Longer texts are cut, so that a condition costs the same whatever a tool sends. */
const mostText = 20_000;
const noItem: EventFacts["item"] = { id: "", name: "", kind: "", criticality: "", keys: [], parents: [] };

export function buildEventFacts(event: MonitorEvent, connection: EventFacts["connection"]): EventFacts {
  const { acknowledgement } = event;
  return {
    event: {
      dedupKey: event.dedupKey,
      episodeId: event.episodeId ?? "",
      condition: event.condition,
      severity: event.severity,
      title: event.title,
      description: (event.description ?? "").slice(0, mostText),
      raisedAt: event.raisedAt,
      clearedAt: event.clearedAt ?? new Date(0),
      clientHint: event.clientHint ?? "",
      resource: event.resource ?? "",
      service: event.service ?? "",
      url: event.url ?? "",
      labels: event.labels,
      heartbeat: event.heartbeat,
      acknowledgement: {
        state: acknowledgement?.state ?? "",
        by: acknowledgement?.by ?? "",
        note: acknowledgement?.note ?? "",
      },
      acknowledgementOnly: event.acknowledgementOnly ?? false,
      byUs: event.byUs ?? false,
    },
    connection,
    client: "",
    item: noItem,
  };
}

/** The same facts as rules take them fastest: each event is asked about by every rule. */
export function readyFacts(facts: EventFacts): Readonly<Record<string, unknown>> {
  return readyValues(ruleVariables, { ...facts });
}

export function buildItemFacts(item: ConfigurationItem): EventFacts["item"] {
  const { id, name, kind, criticality, keys, parents } = item;
  return { id, name, kind, criticality, keys, parents: parents.map((parent) => parent.name) };
}

const label = "event.labels.";

/** The text that a fact's path names; empty where there is none. */
export function readFact({ event, connection }: Pick<EventFacts, "event" | "connection">, path: string): string {
  if (path === "connection.name") return connection.name;
  if (path === "connection.connector") return connection.connector;
  if (path.startsWith(label)) {
    const labels = event.labels as Readonly<Record<string, string>>;
    const name = path.slice(label.length);
    return Object.hasOwn(labels, name) ? (labels[name] ?? "").trim() : "";
  }
  const value = event[path.slice("event.".length) as keyof typeof eventSchema];
  return typeof value === "string" ? value.trim() : "";
}

/** Whether a path names a text, and not a flag or a time. */
export function isTextFact(path: string): boolean {
  if (path.startsWith(label) || path.startsWith("connection.")) return true;
  const name = path.slice("event.".length);
  return Object.hasOwn(eventSchema, name) && eventSchema[name as keyof typeof eventSchema] === "string";
}
