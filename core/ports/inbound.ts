import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ExternalId } from "../../schemas/ids.ts";
import type { Result } from "./result.ts";

/** An HTTP request as it came, before anything is understood. */
export interface InboundRequest {
  method: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: Uint8Array;
  receivedAt: Date;
}

/** What a delivery says: an observation by a monitor, or a hint that a record of a desk moved. */
export type Inbound =
  { kind: "event"; event: MonitorEvent } | { kind: "hint"; externalId: ExternalId; topic: "record" | "comments" };

export interface ParsedDelivery {
  /** The vendor's own delivery id if it is stable across retries; null = it gives none. */
  deliveryKey: string | null;
  /** In the order of the text; each position is the item's ordinal. */
  items: readonly Inbound[];
}

/** `path` names the place in the body, `expected` what should stand there. */
export interface ParseProblem {
  path: string;
  expected: string;
  detail: string;
}

export type Verdict = { accepted: true } | { accepted: false; reason: string };

/** Pure: reads the raw bytes only. Several secrets are valid while one is being changed. */
export interface InboundAdapter {
  verify(request: InboundRequest): Verdict;
  parse(delivery: {
    body: Uint8Array;
    headers: Readonly<Record<string, string>>;
    receivedAt: Date;
  }): Result<ParsedDelivery, ParseProblem>;
}
