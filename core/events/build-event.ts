import type { Alert } from "../../schemas/alert.ts";
import type { Change, Conflict } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";
import {
  type EventActor,
  type EventAlert,
  type EventTicket,
  type EventValue,
  mostEventText,
  type WebhookEvent,
  type WebhookEventType,
} from "../../schemas/events.ts";
import type { ClientId, ConnectionId, TenantId, TicketId, WebhookEventId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Actor, Ticket } from "../../schemas/ticket.ts";
import type { DeskNumber, StoredEvent } from "../ports/outbox-store.ts";

type DataOf<Type extends WebhookEventType> = Extract<WebhookEvent, { type: Type }>["data"];

/** What is to be told, without what has to be looked up for it. */
export interface EventDraft {
  type: WebhookEventType;
  clientId: ClientId | null;
  internal: boolean;
  subject: string;
  /** The ticket that it is about, of which the names and records are looked up. */
  ticketId: TicketId | null;
  build: (names: EventNames) => DataOf<WebhookEventType>;
}

/** What was looked up. */
export interface EventNames {
  clients: ReadonlyMap<ClientId, string>;
  connections: ReadonlyMap<ConnectionId, string>;
  records: ReadonlyMap<TicketId, readonly DeskNumber[]>;
}

/** An event in the form in which it is sent. */
export function buildEvent(
  draft: EventDraft,
  names: EventNames,
  { id, tenantId, at }: { id: WebhookEventId; tenantId: TenantId; at: Date },
): StoredEvent {
  const { type, clientId, internal, subject } = draft;
  const event = {
    specversion: "1.0",
    id,
    source: `urn:uuid:${tenantId}`,
    type,
    subject,
    time: at.toISOString(),
    datacontenttype: "application/json",
    dataschema: "https://interdesk.dev/schemas/events/v1/event.schema.json",
    data: draft.build(names),
  };
  return { id, type, clientId, internal, at, body: JSON.stringify(event) };
}

export const told = {
  opened: (ticket: Ticket): EventDraft =>
    ofTicket("interdesk.ticket.opened", ticket, () => ({
      bornBy: ticket.birthConnectionId === null ? ("alert" as const) : ("desk" as const),
    })),
  /** Of what was said, only that it was: comments have an event of their own. */
  changed: (ticket: Ticket, changes: readonly Change[], by: Actor): EventDraft =>
    ofTicket("interdesk.ticket.changed", ticket, ({ connections }) => ({
      changes: changes.map(({ field, from, to, reason }) => ({ field, from: valueOf(from), to: valueOf(to), reason })),
      by: actorOf(by, connections),
    })),
  commented: (ticket: Ticket, comment: Comment): EventDraft => ({
    ...ofTicket("interdesk.ticket.commented", ticket, () => {
      const { id, visibility, authorKind, authorName, format, body, createdAt } = comment;
      const rest = { body: cut(body), createdAt: createdAt.toISOString() };
      return { comment: { id, visibility, authorKind, authorName, format, ...rest } };
    }),
    internal: comment.visibility === "internal",
  }),
  alert: (type: "interdesk.alert.opened" | "interdesk.alert.ended", alert: Alert): EventDraft => ({
    type,
    clientId: alert.clientId,
    internal: false,
    subject: `alert/${alert.id}`,
    ticketId: null,
    build: (names) => ({ alert: alertOf(alert, names) }),
  }),
  fired: (ticket: Ticket, clock: DataOf<"interdesk.sla.warned">["clock"]): EventDraft =>
    ofTicket(clock.share >= 100 ? "interdesk.sla.breached" : "interdesk.sla.warned", ticket, () => ({ clock })),
  begun: (ticket: Ticket, { id, policy }: Named, cause: "opened" | "sla"): EventDraft =>
    ofTicket("interdesk.escalation.begun", ticket, () => ({ escalation: { id, policy }, cause })),
  acknowledged: (ticket: Ticket, { id, policy }: Named, by: string | null, via: string | null): EventDraft =>
    ofTicket("interdesk.escalation.acknowledged", ticket, () => ({ escalation: { id, policy }, by, via })),
  exhausted: (ticket: Ticket, { id, policy }: Named): EventDraft =>
    ofTicket("interdesk.escalation.exhausted", ticket, () => ({ escalation: { id, policy } })),
  conflict: (ticket: Ticket, { connectionId, field, winner, ours, theirs, reason }: Conflict): EventDraft =>
    ofTicket("interdesk.sync.conflict", ticket, ({ connections }) => {
      // What was said may be internal.
      const values =
        field === "comment" ? { ours: null, theirs: null } : { ours: valueOf(ours), theirs: valueOf(theirs) };
      return { conflict: { connection: connections.get(connectionId) ?? "", field, winner, reason, ...values } };
    }),
  parked: (connection: { id: ConnectionId; name: string }, reason: string): EventDraft => ({
    type: "interdesk.sync.parked",
    clientId: null,
    internal: false,
    subject: `connection/${connection.id}`,
    ticketId: null,
    build: () => ({ connection, reason }),
  }),
};

/** An escalation. */
interface Named {
  id: string;
  policy: string;
}

function ofTicket<Type extends WebhookEventType>(
  type: Type,
  ticket: Ticket,
  build: (names: EventNames) => Omit<DataOf<Type>, "ticket">,
): EventDraft {
  const { id: ticketId, clientId } = ticket;
  const whole = (names: EventNames) => ({ ticket: ticketOf(ticket, names), ...build(names) });
  const scope = { type, clientId, internal: false, subject: `ticket/${ticketId}`, ticketId };
  return { ...scope, build: (names) => asData(whole(names)) };
}

/** The part and the ticket make up the data of their type. */
const asData = (data: object) => data as DataOf<WebhookEventType>;

function ticketOf(ticket: Ticket, { clients, records }: EventNames): EventTicket {
  const { id, code, clientId, createdAt } = ticket;
  const { type, title, status, priority, queue, assignee } = ticket.fields;
  const known = (records.get(id) ?? []).map(({ connection, number, url }) => ({ connection, number, url }));
  return {
    id,
    code,
    type,
    title,
    status,
    priority,
    queue,
    assignee,
    client: { id: clientId, name: clients.get(clientId) ?? "" },
    openedAt: createdAt.toISOString(),
    records: known,
    url: known.find(({ url }) => url !== null)?.url ?? null,
  };
}

function alertOf(alert: Alert, { clients, connections }: EventNames): EventAlert {
  const { id, connectionId, title, severity, condition, resource, episode, raisedAt, clearedAt, ticketId } = alert;
  return {
    id,
    connection: connections.get(connectionId) ?? "",
    title,
    severity,
    condition,
    resource,
    episode,
    raisedAt: raisedAt.toISOString(),
    clearedAt: clearedAt?.toISOString() ?? null,
    ticketId,
    client: { id: alert.clientId, name: clients.get(alert.clientId) ?? "" },
  };
}

function actorOf(by: Actor, connections: EventNames["connections"]): EventActor {
  switch (by.kind) {
    case "rule":
      return { kind: "rule", name: by.rule, connection: null };
    case "person":
      return { kind: "person", name: by.name, connection: null };
    case "sync":
      return { kind: "sync", name: by.name ?? null, connection: connections.get(by.connectionId) ?? null };
  }
}

function valueOf(value: Json): EventValue {
  if (typeof value === "string") return cut(value);
  return value === null || typeof value !== "object" ? value : cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length <= mostEventText ? text : `${text.slice(0, mostEventText - 1).toWellFormed()}…`;
}
