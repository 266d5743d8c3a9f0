import type { Actor, FieldMeta, FieldName, Ticket, TicketFields } from "../../schemas/ticket.ts";
import { FixedField } from "../../schemas/ticket.ts";
import type { ClientId, ConnectionId, TicketId } from "../../schemas/ids.ts";
import type { EventAt } from "./batch.ts";
import type { StormWish } from "./decide-storm.ts";
import { buildRouting, priorityOf } from "./route.ts";

export interface NewTicket {
  id: TicketId;
  clientId: ClientId;
  code: string;
  origin: string;
  homeConnectionId: ConnectionId | null;
  /** When the hub decided it. */
  at: Date;
}

/** Builds the ticket of an alert's episode; its clocks start at the alert's own first event. */
export function buildAlertTicket({ event, route }: Pick<EventAt, "event" | "route">, created: NewTicket): Ticket {
  const fields: TicketFields = {
    title: cutText(event.title, 255),
    description: describeEvent(event, route.runbookUrl, created.code),
    status: "new",
    priority: priorityOf(route, event.severity),
    type: route.type ?? "incident",
    queue: route.queue,
    category: null,
    assignee: null,
    contact: null,
    resolution: null,
  };
  const by: Actor = { kind: "rule", rule: "alertOpensTicket" };
  const meta: Partial<Record<FieldName, FieldMeta>> = {};
  for (const field of FixedField.options) {
    if (fields[field] !== null) meta[field] = { rev: 1, by, after: created.at, until: created.at };
  }
  return {
    id: created.id,
    clientId: created.clientId,
    rev: 1,
    fields,
    meta,
    code: created.code,
    origin: created.origin,
    homeConnectionId: created.homeConnectionId,
    birthConnectionId: null,
    createdAt: created.at,
    routing: buildRouting(route),
  };
}

/** One ticket for all that comes while too much comes; it begins with the alert that made it a storm. */
export function describeStorm(event: EventAt["event"], client: string, { perMinute }: StormWish): EventAt["event"] {
  const title = `Alert storm at ${client}: more than ${perMinute} new alerts within a minute`;
  const description =
    `New alerts of this client are gathered here until they become fewer; alerts of priority 1 still have tickets of their own. ` +
    `It began with: ${event.title}`;
  return { ...event, title, description, resource: null, service: null, url: null };
}

function describeEvent(event: EventAt["event"], runbookUrl: string | null, code: string): string {
  const facts = [
    event.resource ? `Resource: ${event.resource}` : undefined,
    event.service ? `Service: ${event.service}` : undefined,
    `Severity: ${event.severity}`,
    `Since: ${event.raisedAt.toISOString()}`,
    event.url ? `Source: ${event.url}` : undefined,
    runbookUrl ? `Runbook: ${runbookUrl}` : undefined,
    `Alert code: ${code}`,
  ].filter((line) => line !== undefined);
  return cutText([event.description ?? event.title, "", ...facts].join("\n"), 7_500);
}

function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
