import type { ConnectorError } from "../ports/connector-error.ts";

/** A check that failed by something that passes is repeated after this; ms. */
const againMs = 60_000;

/** What follows from a look at our webhook: when it is looked at again, and whether a person is told that it is lost. */
export interface HookDecision {
  lost: boolean;
  nextInMs: number;
}

/**
 * Decides what a check of the vendor's webhook means.
 *
 * @param error undefined = it is there and works, or works again
 * @param everyMs between two checks; ms, > 0
 */
export function decideHookCheck(error: ConnectorError | undefined, everyMs: number): HookDecision {
  switch (error?.kind) {
    case "rateLimited":
    case "unavailable":
    case "unknownOutcome":
      return { lost: false, nextInMs: Math.min(everyMs, againMs) };
    case undefined:
    // The whole connection rests, and a person is told of that.
    case "unauthorized":
    case "blocked":
      return { lost: false, nextInMs: everyMs };
    case "conflict":
    case "forbidden":
    case "gone":
    case "rejected":
    case "unreadable":
      return { lost: true, nextInMs: everyMs };
  }
}
