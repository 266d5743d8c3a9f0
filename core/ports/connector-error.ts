import type { ExternalId } from "../../schemas/ids.ts";

/** A record that the desk told in a shape that nobody understands. */
export interface UnreadableRecord {
  externalId: ExternalId;
  path: string;
  detail: string;
}

/** Everything that can go wrong with a vendor, closed: the engine decides by `kind` alone. */
export type ConnectorError =
  /** Too many calls; nothing was done. `retryAfterMs` ≥ 0, already clamped. `own`: by our own budget, unasked. */
  | { kind: "rateLimited"; retryAfterMs: number; detail: string; own?: true }
  /** Refused, timed out or 5xx before anything can have happened there; try again later. `own`: we have not asked. */
  | { kind: "unavailable"; detail: string; own?: true }
  /** Bytes were sent and no complete answer came: it may or may not have happened. Look before repeating. */
  | { kind: "unknownOutcome"; detail: string }
  /** Changed there since we read it. */
  | { kind: "conflict"; detail: string }
  /** The record does not exist (read directly, never concluded from a list). */
  | { kind: "gone"; detail: string }
  /** The vendor said no; the same request never succeeds. `field` is the vendor's own name. */
  | { kind: "rejected"; field?: string; detail: string }
  /** The sign-in is refused, and so would be every other call: a person must act. */
  | { kind: "unauthorized"; detail: string }
  /** Signed in, but this operation is not allowed; others may be. A person must grant the right. */
  | { kind: "forbidden"; detail: string }
  /**
   * The answer broke its schema: a person must act. `path` is where, e.g. `item.status`; empty where the answer is none of the
   * vendor's at all, such as the page of a proxy. `records`: only these broke it, the others can be asked for without them.
   */
  | { kind: "unreadable"; path: string; detail: string; records?: readonly UnreadableRecord[] }
  /** The address is not one we may call. */
  | { kind: "blocked"; detail: string };

/** Whether the vendor has understood and said no to this one request: others may succeed, this one not before somebody acts. */
export function isRefusal({ kind }: ConnectorError): boolean {
  return kind === "rejected" || kind === "forbidden";
}

/** Whether a reading that failed so says that every other would: the whole connection rests until a person has acted. */
export function restsConnection({ kind }: ConnectorError): boolean {
  return kind === "unauthorized" || kind === "forbidden" || kind === "blocked";
}
