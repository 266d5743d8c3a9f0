import type { Alert } from "../../schemas/alert.ts";
import type { Change, Conflict } from "../../schemas/change.ts";
import type { Comment } from "../../schemas/comment.ts";
import type { Delivery, QuarantineReason } from "../../schemas/delivery.ts";
import type {
  ClientId,
  CommentId,
  ConnectionId,
  DeliveryId,
  ExternalId,
  LinkId,
  Marker,
  TenantId,
  TicketId,
} from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { BatchPlan } from "../intake/batch.ts";
import type { ClockState } from "../sla/decide-clock.ts";
import type { CommentCopy } from "../sync/match-comments.ts";

/**
 * Runs one short transaction of one tenant: all that `run` writes is there afterwards, or nothing.
 * Repeated up to three times when the database asks for it (deadlock, serialization), so `run` holds no other effects.
 */
export interface UnitOfWork {
  inTenant<T>(tenantId: TenantId, run: (stores: Stores) => Promise<T>): Promise<T>;
}

/** What the last calls to a vendor said about the connection as a whole. */
export interface ConnectionHealth {
  noteSuccess(tenantId: TenantId, connectionId: ConnectionId): Promise<void>;
  /** Rests the whole connection where the error is not one record's: rate limit, sign-in, address. */
  noteFailure(tenantId: TenantId, connectionId: ConnectionId, error: ConnectorError): Promise<void>;
}

export interface Stores {
  deliveries: DeliveryStore;
  alerts: AlertStore;
  tickets: TicketStore;
  links: LinkStore;
  comments: CommentStore;
  hints: HintStore;
}

/** The right to work on a connection until somebody else holds a higher fence. */
export interface ConnectionLease {
  tenantId: TenantId;
  connectionId: ConnectionId;
  owner: string;
  fence: number;
}

export interface TakenDelivery {
  delivery: Delivery;
  /** Times that work on it began before, each committed before the work. */
  attempts: number;
  /** A replay of held items: only these are applied; null = all. */
  ordinals: readonly number[] | null;
}

export type DeliveryOutcome = "applied" | "duplicate" | "quarantined";

export interface DeliveryStore {
  /**
   * Notes one more attempt on the oldest open deliveries and answers them in order.
   * As soon as one of them was begun before, it is taken alone, so that a culprit ends up by itself.
   */
  takeOpen(connectionId: ConnectionId, most: { rows: number; bytes: number }): Promise<readonly TakenDelivery[]>;
  /** Takes the attempt back: the process lives, the failure was not theirs. */
  giveBack(connectionId: ConnectionId, ids: readonly DeliveryId[]): Promise<void>;
  /** Whether the lease still holds; locks it until the transaction ends. */
  holdLease(lease: ConnectionLease): Promise<boolean>;
  /** Remembers vendor delivery ids; answers the deliveries whose id was seen before. */
  rememberKeys(
    connectionId: ConnectionId,
    keys: readonly { key: string; deliveryId: DeliveryId }[],
  ): Promise<ReadonlySet<DeliveryId>>;
  /** Deliveries that were applied before: a replay counts nothing twice. */
  appliedBefore(ids: readonly DeliveryId[]): Promise<ReadonlySet<DeliveryId>>;
  close(
    connectionId: ConnectionId,
    outcomes: readonly { delivery: Delivery; outcome: DeliveryOutcome; items: number; detail: string | null }[],
  ): Promise<void>;
  quarantine(entries: readonly QuarantineEntry[]): Promise<void>;
}

export interface QuarantineEntry {
  connectionId: ConnectionId;
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  linkId: LinkId | null;
  reason: QuarantineReason;
  path: string | null;
  expected: string | null;
  detail: string;
}

export interface IntakeConnection {
  name: string;
  connector: string;
  defaultClientId: ClientId | null;
  tenantName: string;
  settings: Record<string, Json>;
}

export interface AlertStore {
  byKeys(connectionId: ConnectionId, keys: readonly string[], options: { lock: boolean }): Promise<readonly Alert[]>;
  byTicket(ticketId: TicketId): Promise<readonly Alert[]>;
  clientsByRef(connectionId: ConnectionId, refs: readonly string[]): Promise<ReadonlyMap<string, ClientId>>;
  desksOf(
    clientIds: readonly ClientId[],
  ): Promise<ReadonlyMap<ClientId, readonly { connectionId: ConnectionId; clientRef: ExternalId }[]>>;
  connection(connectionId: ConnectionId): Promise<IntakeConnection | undefined>;
  save(alerts: readonly { alert: Alert; isNew: boolean }[]): Promise<void>;
  addEvents(events: BatchPlan["events"]): Promise<void>;
  addFolds(folds: BatchPlan["folds"]): Promise<void>;
  closeFolds(ticketIds: readonly TicketId[], at: Date): Promise<void>;
}

export interface TicketStore {
  /** Locked, in id order, with whether a person has commented. */
  lock(ids: readonly TicketId[]): Promise<readonly { ticket: Ticket; commented: boolean }[]>;
  insert(tickets: readonly Ticket[]): Promise<void>;
  update(tickets: readonly Ticket[]): Promise<void>;
  addChanges(changes: readonly Change[]): Promise<void>;
  addConflicts(conflicts: readonly Conflict[]): Promise<void>;
  clockStarts(ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, Date>>;
  saveClocks(clocks: readonly { ticketId: TicketId; clock: ClockState }[]): Promise<void>;
  /** Fires what is due by the database's clock, each once; answers what it fired. */
  fireDueClocks(most: number): Promise<readonly { ticketId: TicketId; target: string; lateMs: number }[]>;
}

/** A link with what the push needs beside it. */
export interface LinkRow {
  link: Link;
  clientRef: ExternalId;
  generation: number;
  createSentAt: Date | null;
  lookedCount: number;
  attempts: number;
  fence: number;
  traceparent: string | null;
}

export interface ClaimedLink extends LinkRow {
  owner: string;
}

/** How long a claimed link rests before it is looked at again, and why. */
export interface LinkRest {
  nextInMs: number;
  attempts: number;
  lastError: string | null;
}

export interface LinkStore {
  insert(links: BatchPlan["links"]): Promise<void>;
  /** Says that these tickets' links owe a push up to the revision. */
  want(tickets: readonly { id: TicketId; rev: number; priority: number }[], except: LinkId | null): Promise<void>;
  /** Most urgent first, leased to the owner. */
  claim(connectionId: ConnectionId, owner: string, most: number, leaseMs: number): Promise<readonly ClaimedLink[]>;
  /** The link and its ticket, both locked; undefined when the link is gone from here. */
  lock(linkId: LinkId): Promise<{ row: LinkRow; ticket: Ticket; commented: boolean } | undefined>;
  byRecords(
    connectionId: ConnectionId,
    externalIds: readonly ExternalId[],
    markers: readonly Marker[],
  ): Promise<readonly LinkRow[]>;
  /** Where a fence is given, writes only if it still holds; answers whether it wrote. */
  save(link: Link, change: LinkChange): Promise<boolean>;
  addObservation(
    link: Link,
    raw: Partial<Record<FieldName, Json>>,
    reasons: Partial<Record<FieldName, string>>,
    at: Date,
  ): Promise<void>;
  addWrite(entry: VendorWriteEntry): Promise<void>;
}

export interface LinkChange {
  fence?: number;
  createSentAt?: Date | null;
  lookedCount?: number;
  generation?: number;
  rest?: LinkRest;
  /** Gives the lease back. */
  release?: boolean;
}

export interface VendorWriteEntry {
  ticketId: TicketId;
  linkId: LinkId;
  operation: "create" | "write" | "comment" | "withdraw" | "shadow";
  sent: Json;
  outcome: "done" | "rejected" | "unknown" | "failed" | "shadow";
  detail: string | null;
  at: Date;
  tookMs: number;
}

export interface OwedComment {
  comment: Comment;
  state: "wanted" | "sending";
}

export interface CommentStore {
  insert(comments: readonly Comment[]): Promise<void>;
  /** Wants a copy on every working link of the ticket but `except`. */
  wantCopies(comments: readonly Comment[], except: LinkId | null): Promise<void>;
  copies(linkId: LinkId): Promise<readonly CommentCopy[]>;
  owed(linkId: LinkId): Promise<readonly OwedComment[]>;
  saveCopy(
    linkId: LinkId,
    commentId: CommentId,
    copy: { externalId: ExternalId | null; state: CommentCopy["state"]; detail: string | null; sentAt?: Date },
  ): Promise<void>;
  edit(commentId: CommentId, body: string): Promise<void>;
}

export interface HintStore {
  /** A record moved there: due at once, or five seconds after the last read of it. */
  add(connectionId: ConnectionId, externalIds: readonly ExternalId[], traceparent: string | null): Promise<void>;
  /** Due hints of a connection, each put off so that no other worker takes it meanwhile. */
  claim(
    connectionId: ConnectionId,
    most: number,
    leaseMs: number,
  ): Promise<readonly { externalId: ExternalId; hintedAt: Date }[]>;
  /** Read: the hint is settled unless a newer one came meanwhile. */
  settle(connectionId: ConnectionId, read: readonly { externalId: ExternalId; hintedAt: Date }[]): Promise<void>;
  /** The reading was overtaken by a write of ours: read again soon. */
  postpone(connectionId: ConnectionId, externalIds: readonly ExternalId[], inMs: number): Promise<void>;
  cursor(connectionId: ConnectionId, stream: string): Promise<Json | null>;
  saveCursor(connectionId: ConnectionId, stream: string, cursor: Json): Promise<void>;
}
