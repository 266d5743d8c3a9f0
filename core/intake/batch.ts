import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { Change } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";
import type {
  AlertId,
  ClientId,
  ConnectionId,
  DeliveryId,
  ExternalId,
  FoldId,
  Marker,
  TenantId,
  TicketId,
} from "../../schemas/ids.ts";
import type { MaintenanceWindow } from "../../schemas/maintenance.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ServingDesk } from "../ports/directory-store.ts";
import type { OpenFold } from "./decide-opening.ts";
import type { StormState, StormWish } from "./decide-storm.ts";
import type { Because, Route } from "./route.ts";
import type { IntakeWishes } from "./wishes.ts";

/** A ticket in the hands of a batch: as loaded, then as changed. */
export interface TicketWork {
  ticket: Ticket;
  isNew: boolean;
  /** Whether a person has worked on it. */
  touched: boolean;
  changes: Change[];
  /** When its clocks began; only for new tickets. */
  startedAt: Date | undefined;
}

export interface EventRow {
  alertId: AlertId;
  at: Date;
  /** Null = of no delivery: the tool was asked, or it was looked at again by itself. */
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  episode: number;
  condition: "firing" | "clear" | "unknown";
  severity: string;
  decision: string;
  reason: string;
  /** What the reason is about, such as the group or the window. */
  detail: string | null;
  ticketId: TicketId | null;
  /** Which rules gave what. */
  because: readonly Because[];
}

export interface NewLink {
  ticketId: TicketId;
  connectionId: ConnectionId;
  clientRef: ExternalId;
  marker: Marker;
  priority: number;
  /** The ticket's revision when it was wanted. */
  wantedRev: number;
  /** The trace of the delivery that asked for it. */
  traceparent: string | null;
  /** What people call the record that it goes on for; absent = none. */
  succeeds?: string | null;
}

/** What is known around the alerts of one client, where one of them wants a ticket. */
export interface Surroundings {
  storm: StormState | undefined;
  /** Open folds of the groups that are asked for, and those to which something came of late, newest first. */
  folds: readonly OpenFold[];
  /** Resources with an alert that fires, of those that are asked for. */
  firingOn: ReadonlyMap<string, readonly AlertId[]>;
}

/** What a batch of events knows before it starts. */
export interface BatchInput {
  alerts: ReadonlyMap<string, Alert>;
  tickets: ReadonlyMap<TicketId, { ticket: Ticket; touched: boolean; firing: number; alerts: number }>;
  /** Desks that serve a client, the oldest first. */
  desks: ReadonlyMap<ClientId, readonly ServingDesk[]>;
  clientNames: ReadonlyMap<ClientId, string>;
  surroundings: ReadonlyMap<ClientId, Surroundings>;
  windows: readonly MaintenanceWindow[];
  /** Keys of alerts that a person took out of a group, each with the group's key. */
  exceptions: ReadonlySet<string>;
  storm: StormWish;
  tenantId: TenantId;
}

export interface FoldRow {
  id: FoldId;
  clientId: ClientId;
  groupKey: string;
  ticketId: TicketId;
  title: string;
  openedAt: Date;
  joinedAt: Date;
  alerts: number;
  isNew: boolean;
}

export interface HeldEvent {
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  /** Nobody knows whose it is; or it is old, and a replay opens no ticket for it. */
  reason: "unknownClient" | "tooOld";
  detail: string;
  clientHint: string | null;
}

/** What it wants written, in one transaction. */
export interface BatchPlan {
  alerts: Map<string, { alert: Alert; isNew: boolean }>;
  tickets: Map<TicketId, TicketWork>;
  events: EventRow[];
  /** New ones, and those that alerts have joined. */
  folds: Map<FoldId, FoldRow>;
  storms: Map<ClientId, StormState>;
  links: NewLink[];
  comments: Comment[];
  /** Events that cannot go on, with the position in their delivery. */
  held: HeldEvent[];
  reasons: Map<string, number>;
}

/** An event as it came. */
export interface ArrivedEvent {
  event: MonitorEvent;
  /** Null = it was listed, and no delivery told of it. */
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  /** False = it is a replay of what is old: it opens no ticket. */
  opens: boolean;
  receivedAt: Date;
  traceparent: string | null;
}

/** An event with what the rules decided about it, which stands in it already where it is the event's own. */
export interface EventAt {
  event: MonitorEvent;
  connectionId: ConnectionId;
  /** Null = it was looked at again by itself. */
  delivery: { id: DeliveryId; ordinal: number; opens: boolean } | null;
  receivedAt: Date;
  traceparent: string | null;
  route: Route;
  /** What the route asks for the alert's and its ticket's life. */
  wishes: IntakeWishes;
}

/** Names an alert over all connections. */
export function keyOf({ connectionId, event }: Pick<EventAt, "connectionId" | "event">): string {
  return `${connectionId}/${event.dedupKey}`;
}

/** Names an alert that a person took out of a group. */
export function exceptionOf(alertKey: string, groupKey: string): string {
  return `${alertKey}\n${groupKey}`;
}
