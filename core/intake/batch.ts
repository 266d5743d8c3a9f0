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
import type { Ticket } from "../../schemas/ticket.ts";
import type { ServingDesk } from "../ports/directory-store.ts";
import type { EventPolicy } from "./decide-event.ts";

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
  /** Null = of no delivery: the tool was asked. */
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  episode: number;
  condition: "firing" | "clear" | "unknown";
  severity: string;
  decision: string;
  reason: string;
  ticketId: TicketId | null;
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

/** What a batch of deliveries knows before it starts. */
export interface BatchInput {
  connectionId: ConnectionId;
  alerts: ReadonlyMap<string, Alert>;
  tickets: ReadonlyMap<TicketId, { ticket: Ticket; touched: boolean }>;
  clients: ReadonlyMap<string, ClientId>;
  defaultClientId: ClientId | null;
  /** Desks that serve a client, the oldest first. */
  desks: ReadonlyMap<ClientId, readonly ServingDesk[]>;
  clientNames: ReadonlyMap<ClientId, string>;
  policy: EventPolicy;
  tenantId: TenantId;
}

/** What it wants written, in one transaction. */
export interface BatchPlan {
  alerts: Map<string, { alert: Alert; isNew: boolean }>;
  tickets: Map<TicketId, TicketWork>;
  events: EventRow[];
  folds: { id: FoldId; clientId: ClientId; groupKey: string; ticketId: TicketId; openedAt: Date }[];
  links: NewLink[];
  comments: Comment[];
  /** Events that cannot go on, with the position in their delivery. */
  held: { deliveryId: DeliveryId | null; ordinal: number | null; detail: string }[];
  reasons: Map<string, number>;
}

export interface EventAt {
  event: MonitorEvent;
  /** Null = it was listed, and no delivery told of it. */
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  receivedAt: Date;
  traceparent: string | null;
}
