import type { WebhookEventType } from "../../schemas/events.ts";
import type { ClientId, ConnectionId, TicketId, WebhookEventId, WebhookId } from "../../schemas/ids.ts";

/** What a webhook wants to be told. */
export interface Subscription {
  id: WebhookId;
  /** Types, or beginnings of types with a star. */
  types: readonly string[];
  /** Null = of all clients, and of what is no client's. */
  clients: readonly ClientId[] | null;
  /** Internal comments, too. */
  includeInternal: boolean;
}

/** What decides who is told of an event. */
export interface EventScope {
  type: WebhookEventType;
  /** Null = it is no client's. */
  clientId: ClientId | null;
  /** It holds an internal comment. */
  internal: boolean;
}

/** An event as it is kept until everybody was told: its bytes are the same in each attempt. */
export interface StoredEvent extends EventScope {
  id: WebhookEventId;
  at: Date;
  /** The CloudEvent as JSON. */
  body: string;
}

/** A ticket's record in a service desk. */
export interface DeskNumber {
  connection: string;
  number: string | null;
  url: string | null;
}

/** What other systems are owed: written in the transaction of what it tells of. */
export interface OutboxStore {
  /** Webhooks that are owed what happens now; asked once in a transaction. */
  subscriptions(): Promise<readonly Subscription[]>;
  /** What tickets are in service desks, the home desk first. */
  recordsOf(ticketIds: readonly TicketId[]): Promise<ReadonlyMap<TicketId, readonly DeskNumber[]>>;
  /** Names of all connections, removed ones too. */
  connectionNames(): Promise<ReadonlyMap<ConnectionId, string>>;
  /** Owes each event to its webhooks. */
  add(owed: readonly { event: StoredEvent; to: readonly WebhookId[] }[]): Promise<void>;
}

/** An event that one webhook is owed, taken for an attempt. */
export interface ClaimedPost extends EventScope {
  eventId: WebhookEventId;
  body: string;
  /** This one included. */
  attempts: number;
  /** Since when it is owed; a replay begins anew. */
  queuedAt: Date;
}

/** What became of an attempt. */
export type PostOutcome = {
  /** Of the HTTP answer; null = there was none. */
  status: number | null;
  /** In words, where it was not taken. */
  detail: string | null;
  tookMs: number | null;
} & ({ kind: "done" | "failed" | "dropped" } | { kind: "again"; waitMs: number });

/** How a webhook's receiver has done since it last took something. */
export interface ReceiverHealth {
  /** Attempts that failed, one after the other. */
  failures: number;
  /** How long all have failed; ms; 0 = the last one did not. */
  failingMs: number;
}

/** Posts that are due, claimed for a process; a lease ends with it. */
export interface PostStore {
  /** Due by the database's clock, and the attempt noted before anything is sent; of a receiver that fails one at a time. */
  claim(webhookId: WebhookId, owner: string, most: number, leaseMs: number): Promise<readonly ClaimedPost[]>;
  /** Nothing where somebody else has settled it. */
  settle(webhookId: WebhookId, eventId: WebhookEventId, outcome: PostOutcome): Promise<void>;
  /** Counts a round of attempts. A receiver that took none of them rests, the longer the longer it has failed. */
  noteRound(webhookId: WebhookId, round: { answered: number; failed: number }): Promise<ReceiverHealth>;
  /** Tells it nothing more until a person says otherwise, and says so to one. @returns false = it was not active any more */
  disable(webhookId: WebhookId, reason: string, notice: { title: string; body: string }): Promise<boolean>;
}
