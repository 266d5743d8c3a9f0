import type { ConnectorError } from "../ports/connector-error.ts";

const baseMs = 2_000;
const capMs = 3_600_000;
const leastMs = 1_000;
const forbiddenRestMs = 60_000;
/** Looks for a record whose creation may have happened, after each of these waits. */
export const lookWaitsMs: readonly number[] = [1_000, 5_000, 30_000, 120_000, 300_000];

/** What becomes of a push after an error: `rest` = later again; `stop` = not before somebody changes something. */
export type RetryDecision =
  { action: "rest"; inMs: number } | { action: "stop" } | { action: "look" } | { action: "gone" };

/**
 * Full jitter between one second and an exponential bound: base 2 s, at most one hour. What failed together is kept apart
 * beyond that by the pace at which a connection's failed links are claimed again.
 *
 * @param attempts failed tries before this one
 * @param random in [0, 1)
 * @see AWS Architecture Blog, "Exponential Backoff And Jitter"
 */
export function decideRetry(error: ConnectorError, attempts: number, random: number): RetryDecision {
  switch (error.kind) {
    case "rateLimited":
      return { action: "rest", inMs: Math.round(error.retryAfterMs * (1 + random / 10)) };
    case "unavailable":
    case "conflict":
      return { action: "rest", inMs: jitter(attempts, random) };
    case "unreadable":
      // The page of a proxy, or of a maintenance, says nothing of this record: it passes as an outage does.
      return attempts < 3 || error.path === ""
        ? { action: "rest", inMs: jitter(attempts, random) }
        : { action: "stop" };
    case "unauthorized":
    case "blocked":
      // The whole connection rests, and goes on at once with new credentials.
      return { action: "rest", inMs: leastMs };
    case "unknownOutcome":
      return { action: "look" };
    case "gone":
      return { action: "gone" };
    case "forbidden":
      // Where it is all calls that are not allowed, the connection's own reading finds that out first.
      return attempts === 0 ? { action: "rest", inMs: forbiddenRestMs } : { action: "stop" };
    case "rejected":
      return { action: "stop" };
  }
}

function jitter(attempts: number, random: number): number {
  const bound = Math.min(capMs, baseMs * 2 ** Math.min(attempts, 20));
  // Chance is spread over what is allowed: cut off at the least, half of all first retries came at one instant.
  return Math.round(leastMs + (bound - leastMs) * random);
}

/**
 * Whether a creation without an answer may be sent again: only after three times the vendor's index lag and its longest
 * request have passed without a find.
 */
export function mayCreateAgain(waitedMs: number, vendor: { indexLagMs: number; longestRequestMs: number }): boolean {
  return waitedMs > Math.max(3 * vendor.indexLagMs, vendor.longestRequestMs);
}
