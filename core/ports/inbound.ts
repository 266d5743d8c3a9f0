import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { PageAnswer } from "./pager.ts";
import type { Result } from "./result.ts";

/** An HTTP request as it came, before anything is understood. */
export interface InboundRequest {
  method: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /**
   * The whole address as its sender called it, secret part included: the hub's public address with path and query, for
   * signatures over it. Never stored, never logged. Absent where nothing was called.
   */
  url?: string;
  body: Uint8Array;
  receivedAt: Date;
}

/** What a delivery says. */
export type Inbound =
  /** An observation by a monitor. */
  | { kind: "event"; event: MonitorEvent }
  /** A record of a desk moved, and can be read. */
  | {
      kind: "hint";
      externalId: ExternalId;
      topic: "record" | "comments";
      /** It was told before it was done for good: the record is looked at once more so long after; ms. */
      againInMs?: number;
    }
  /** A comment was deleted, and its record is not named. */
  | { kind: "commentHint"; commentId: ExternalId }
  /** A record of a desk that cannot be asked: what it says is kept on the shelf and read from there. */
  | { kind: "record"; externalId: ExternalId; patch: Json }
  /** Somebody, or a platform, said something to a page. */
  | { kind: "answer"; answer: PageAnswer };

export interface ParsedDelivery {
  /** The vendor's own delivery id if it is stable across retries; null = it gives none. */
  deliveryKey: string | null;
  /** In the order of the text; each position is the item's ordinal. */
  items: readonly Inbound[];
  /** Why an understood delivery holds no item, as people should read it: a test message, a handshake. Then `items` is empty. */
  nothing?: string;
  /** Whatever else fired of what was scanned wholly is over. */
  scans?: readonly FullScan[];
}

/** All that is wrong with something, at an instant: alerts of this connection whose key begins so, and that are not told, are over. */
export interface FullScan {
  /** What was scanned; null = all that the tool looks at. */
  resource: string | null;
  /** Empty = all alerts of the connection. */
  keyPrefix: string;
  at: Date;
}

/** `path` names the place in the body, `expected` what should stand there. */
export interface ParseProblem {
  path: string;
  expected: string;
  detail: string;
}

export type Verdict = { accepted: true } | { accepted: false; reason: string };

/** A delivery as it was stored: what `redact` left of the body, and the headers that the manifest keeps. */
export interface StoredDelivery {
  body: Uint8Array;
  /** Parameters of the address that the manifest keeps stand among them as `?name`, which no header can be called. */
  headers: Readonly<Record<string, string>>;
  receivedAt: Date;
}

/** What a tool answered when it was asked. */
export interface PolledAnswer {
  /** As it came: stored as one delivery, and read by `parse` like any other. */
  body: Uint8Array;
  contentType: string;
  /** Equal in two answers that say the same, of which the second is not stored; absent = each is. */
  fingerprint?: string;
  /** Where to go on from, the next time. */
  cursor: Json;
  /** There is more to be asked for at once. */
  more: boolean;
}

export type Settled =
  | { kind: "settled" }
  /** It is not from who it says, or the vendor does not want it: kept, and without effect. */
  | { kind: "refused"; detail: string }
  /** The vendor cannot be asked now; this delivery and those after it wait. */
  | { kind: "later"; error: ConnectorError };

/** Pure but for `poll` and `settle`: reads the raw bytes only. Several secrets are valid while one is being changed. */
export interface InboundAdapter {
  /**
   * Asks the tool for all that fires there, or for what has changed: many a call, by the guarded client. Nothing may be lost
   * by asking again with the same cursor. For monitors with the capability `poll`.
   *
   * @param cursor of the answer that was stored last; null = this is the first time
   */
  poll?(cursor: Json | null): Promise<Result<PolledAnswer, ConnectorError>>;
  verify(request: InboundRequest): Verdict;
  /**
   * The body without what must not be stored, such as a password that the sender tells of itself; after `verify`, and before
   * anything is written. What cannot be understood is no reason to fail: it is stored too.
   */
  redact?(body: Uint8Array): Uint8Array;
  /**
   * What has to be done at the vendor before a delivery may count: fetch the certificate that it is signed with, confirm a
   * subscription. By the worker, outside any transaction, in order, and perhaps more than once.
   */
  settle?(delivery: StoredDelivery): Promise<Settled>;
  /**
   * What was stored, as `parse` wants to read it: where taking it apart needs a library that cannot do so at once. It changes
   * nothing and calls nobody.
   */
  decode?(delivery: StoredDelivery): Promise<Result<StoredDelivery, ParseProblem>>;
  parse(delivery: StoredDelivery): Result<ParsedDelivery, ParseProblem>;
  /** What the shelf knows of a record after one more `patch`; only where `parse` answers records. */
  merge?(known: Json | undefined, patch: Json): Json;
}
