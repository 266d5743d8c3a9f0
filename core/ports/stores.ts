import type { Change, Conflict } from "../../schemas/change.ts";
import type { Delivery, QuarantineReason } from "../../schemas/delivery.ts";
import type {
  AlertId,
  ClientId,
  ConnectionId,
  DeliveryId,
  ExternalId,
  LinkId,
  TenantId,
  TicketId,
} from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { AlertStore, FoldStore, HeartbeatStore, StormStore, WindowStore } from "./alert-stores.ts";
import type { AuditStore } from "./audit-store.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { ClockStore } from "./clock-store.ts";
import type { ConnectionStore } from "./connection-store.ts";
import type { DirectoryStore } from "./directory-store.ts";
import type { EscalationStore, PageStore } from "./escalation-store.ts";
import type { IntakeStore } from "./intake-store.ts";
import type { ShelfStore } from "./shelf-store.ts";
import type { CommentStore, HintStore, LinkStore } from "./link-stores.ts";
import type { ListingStore } from "./listing-store.ts";
import type { OutboxStore, PostStore } from "./outbox-store.ts";
import type { RecoveryStore } from "./recovery-store.ts";
import type { SourceStore } from "./source-store.ts";

export type * from "./alert-stores.ts";
export type * from "./attachment-store.ts";
export type * from "./audit-store.ts";
export type * from "./clock-store.ts";
export type * from "./connection-store.ts";
export type * from "./directory-store.ts";
export type * from "./escalation-store.ts";
export type * from "./intake-store.ts";
export type * from "./link-stores.ts";
export type * from "./listing-store.ts";
export type * from "./outbox-store.ts";
export type * from "./recovery-store.ts";
export type * from "./shelf-store.ts";
export type * from "./source-store.ts";

/**
 * Runs one short transaction of one tenant: all that `run` writes is there afterwards, or nothing.
 * Repeated up to three times when the database asks for it (deadlock, serialization), so `run` holds no other effects.
 */
export interface UnitOfWork {
  inTenant<T>(tenantId: TenantId, run: (stores: Stores) => Promise<T>): Promise<T>;
}

/** What the last calls to a vendor said about the connection as a whole. */
/** A connection as it was opened for a call: by the settings and secrets of this version. */
export interface OpenedConnection {
  tenantId: TenantId;
  connectionId: ConnectionId;
  version: number;
}

export interface ConnectionHealth {
  noteSuccess(opened: OpenedConnection): Promise<void>;
  /**
   * Rests the whole connection where the error is not one record's: rate limit, sign-in, address. What was opened by an older
   * version says nothing of the newer one.
   */
  noteFailure(opened: OpenedConnection, error: ConnectorError): Promise<void>;
}

export interface Stores {
  deliveries: DeliveryStore;
  alerts: AlertStore;
  folds: FoldStore;
  storms: StormStore;
  windows: WindowStore;
  heartbeats: HeartbeatStore;
  tickets: TicketStore;
  clocks: ClockStore;
  escalations: EscalationStore;
  pages: PageStore;
  links: LinkStore;
  comments: CommentStore;
  attachments: AttachmentStore;
  hints: HintStore;
  directory: DirectoryStore;
  intake: IntakeStore;
  connections: ConnectionStore;
  shelf: ShelfStore;
  sources: SourceStore;
  listings: ListingStore;
  outbox: OutboxStore;
  posts: PostStore;
  recoveries: RecoveryStore;
  audit: AuditStore;
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
  /** Whether its events may open tickets; false = a replay of what is old. */
  opens: boolean;
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
  /** Records that could not be read, and now can be, wait no longer. */
  releaseReadable(connectionId: ConnectionId, externalIds: readonly ExternalId[]): Promise<void>;
}

export interface QuarantineEntry {
  connectionId: ConnectionId;
  deliveryId: DeliveryId | null;
  ordinal: number | null;
  linkId: LinkId | null;
  /** The alert whose tool has refused to be told something. */
  alertId?: AlertId;
  /** The record of the desk that waits, and its client as the desk names it. */
  record?: { externalId: ExternalId; clientRef: string | null };
  /** What the tool calls the client of an event that waits for it. */
  clientHint?: string | null;
  reason: QuarantineReason;
  path: string | null;
  expected: string | null;
  detail: string;
}

export interface TicketStore {
  /** Locked, in id order, with whether a person has commented. */
  lock(ids: readonly TicketId[]): Promise<readonly { ticket: Ticket; commented: boolean }[]>;
  insert(tickets: readonly Ticket[]): Promise<void>;
  /** Not locked. */
  read(ids: readonly TicketId[]): Promise<ReadonlyMap<TicketId, Ticket>>;
  /** Open tickets with one of these codes, or (without codes) the newest open ones of the client; not locked. */
  openOf(clientId: ClientId, codes: readonly string[] | null, most: number): Promise<readonly Ticket[]>;
  update(tickets: readonly Ticket[]): Promise<void>;
  addChanges(changes: readonly Change[]): Promise<void>;
  addConflicts(conflicts: readonly Conflict[]): Promise<void>;
  /** Keeps what another standard's ticket says beside our fields, by its own names; members that are null go. */
  keepDetail(id: TicketId, detail: Readonly<Record<string, unknown>>): Promise<void>;
  /** Everything that was said, hung on or reported about the loser is the survivor's from now on, the earlier start of its promises too. */
  mergeInto(loser: TicketId, survivor: TicketId): Promise<void>;
}
