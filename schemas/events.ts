import { z } from "zod";
import { AlertCondition, Severity } from "./alert.ts";
import { AuthorKind, TextFormat, Visibility } from "./comment.ts";
import { AlertId, ClientId, CommentId, ConnectionId, TicketId, WebhookEventId } from "./ids.ts";
import { SlaTarget } from "./sla-plan.ts";
import { Priority, TicketStatus, TicketType } from "./ticket.ts";

const instant = z.iso.datetime({ offset: true });
/** Texts are cut to this, and then end in an ellipsis; characters. */
export const mostEventText = 2_000;
/** A field's value; what is neither text nor number nor truth is told as JSON in a text. */
const EventValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type EventValue = z.infer<typeof EventValue>;

const EventClient = z.object({ id: ClientId, name: z.string() });

/** A ticket as it is right after what is told. */
export const EventTicket = z.object({
  id: TicketId,
  /** Eight characters that people can refer to it by; null without one. */
  code: z.string().nullable(),
  type: TicketType,
  title: z.string(),
  status: TicketStatus,
  /** 1 is the highest. */
  priority: Priority,
  queue: z.string().nullable(),
  /** E-mail address of the technician, lower case. */
  assignee: z.string().nullable(),
  client: EventClient,
  openedAt: instant,
  /** What it is in service desks, where it is worked first; a desk that has not answered yet is missing. */
  records: z.array(z.object({ connection: z.string(), number: z.string().nullable(), url: z.string().nullable() })),
  /** The first of these that has one. */
  url: z.string().nullable(),
});
export type EventTicket = z.infer<typeof EventTicket>;

const EventActor = z.object({
  kind: z.enum(["rule", "person", "sync"]),
  /** Of the rule or the person; null = a desk does not say who. */
  name: z.string().nullable(),
  /** The connection through which a `sync` came. */
  connection: z.string().nullable(),
});
export type EventActor = z.infer<typeof EventActor>;

const EventAlert = z.object({
  id: AlertId,
  /** The monitoring tool's connection. */
  connection: z.string(),
  title: z.string(),
  severity: Severity,
  condition: AlertCondition,
  resource: z.string().nullable(),
  /** Counts the times it fired after having been clear. */
  episode: z.int().min(1),
  raisedAt: instant,
  clearedAt: instant.nullable(),
  ticketId: TicketId.nullable(),
  client: EventClient,
});
export type EventAlert = z.infer<typeof EventAlert>;

const EventClock = z.object({
  target: SlaTarget,
  round: z.int().min(1),
  /** How much of the target is used, in percent; 100 = it is breached. */
  share: z.int().min(1).max(100),
  /** When the target is, or was, used up. */
  dueAt: instant,
});

const EventEscalation = z.object({ id: z.uuid(), policy: z.string() });

/** Attributes that every event has. @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
const envelope = {
  specversion: z.literal("1.0"),
  /** The same in each attempt, and in `webhook-id`. */
  id: WebhookEventId,
  /** `urn:uuid:` and the tenant's id. */
  source: z.string().startsWith("urn:uuid:"),
  /** What it is about: `ticket/<id>`, `alert/<id>`, `connection/<id>` or `webhook/<id>`. */
  subject: z.string(),
  /** When the hub decided it. */
  time: instant,
  datacontenttype: z.literal("application/json"),
  /** Another version of what is told has another address. */
  dataschema: z.literal("https://interdesk.dev/schemas/events/v1/event.schema.json"),
};
type Shape = Record<string, z.ZodType>;
const eventOf = <Type extends string, Data extends Shape>(type: Type, data: Data) =>
  z.object({ ...envelope, type: z.literal(type), data: z.object(data) });

const ticket = EventTicket;

/** What another system is told by a webhook. Further types may follow, and further members in each: pass over what you do not know. */
export const WebhookEvent = z.discriminatedUnion("type", [
  /** `alert`: a monitoring tool has opened it; `desk`: a person in a service desk. */
  eventOf("interdesk.ticket.opened", { ticket, bornBy: z.enum(["alert", "desk"]) }),
  eventOf("interdesk.ticket.changed", {
    ticket,
    /** Name of each field that has moved; `client` holds ids. */
    changes: z.array(z.object({ field: z.string(), from: EventValue, to: EventValue, reason: z.string() })),
    by: EventActor,
  }),
  /** Somebody said something new; what is `internal` goes only to whoever has asked for it. */
  eventOf("interdesk.ticket.commented", {
    ticket,
    comment: z.object({
      id: CommentId,
      visibility: Visibility,
      authorKind: AuthorKind,
      authorName: z.string().nullable(),
      format: TextFormat,
      body: z.string(),
      createdAt: instant,
    }),
  }),
  eventOf("interdesk.alert.opened", { alert: EventAlert }),
  eventOf("interdesk.alert.ended", { alert: EventAlert }),
  eventOf("interdesk.sla.warned", { ticket, clock: EventClock }),
  eventOf("interdesk.sla.breached", { ticket, clock: EventClock }),
  eventOf("interdesk.escalation.begun", {
    ticket,
    escalation: EventEscalation,
    /** `opened`: the ticket was; `sla`: so much of a target is used. */
    cause: z.enum(["opened", "sla"]),
  }),
  eventOf("interdesk.escalation.acknowledged", {
    ticket,
    escalation: EventEscalation,
    /** Who took it; null = a desk does not say who. */
    by: z.string().nullable(),
    /** Through which connection, or by a link; null = in a desk. */
    via: z.string().nullable(),
  }),
  /** All steps are taken, and nobody has answered. */
  eventOf("interdesk.escalation.exhausted", { ticket, escalation: EventEscalation }),
  /** Two values could not both stand. What was said in comments is not repeated here. */
  eventOf("interdesk.sync.conflict", {
    ticket,
    conflict: z.object({
      connection: z.string(),
      field: z.string(),
      /** Whose value stands; `open`: a person decides. */
      winner: z.enum(["ours", "theirs", "open"]),
      ours: EventValue,
      theirs: EventValue,
      reason: z.string(),
    }),
  }),
  /** A connection is paused until a person says otherwise. */
  eventOf("interdesk.sync.parked", {
    connection: z.object({ id: ConnectionId, name: z.string() }),
    reason: z.string(),
  }),
  /** Somebody tries whether events arrive. */
  eventOf("interdesk.webhook.test", { note: z.string() }),
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;
export type WebhookEventType = WebhookEvent["type"];
export const webhookEventTypes: readonly WebhookEventType[] = WebhookEvent.options.map(
  (option) => option.shape.type.value,
);

/** A type of events, or all that begin alike: `interdesk.ticket.opened`, `interdesk.ticket.*`, `*`. */
export const EventPattern = z
  .string()
  .max(100)
  .refine(
    (pattern) => webhookEventTypes.some((type) => coversType(pattern, type)),
    `expected one of ${webhookEventTypes.join(", ")}, or their beginning and a star, such as interdesk.ticket.*`,
  );

/** Whether a pattern means this type. */
export function coversType(pattern: string, type: WebhookEventType): boolean {
  if (pattern === "*") return true;
  return pattern.endsWith(".*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
