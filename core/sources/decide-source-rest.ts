import type { ConnectorError } from "../ports/connector-error.ts";
import type { SourceState } from "../ports/monitor.ts";
import type { Result } from "../ports/result.ts";
import type { SourceRest } from "../ports/source-store.ts";
import { decideRetry, lookWaitsMs } from "../sync/decide-retry.ts";
import type { SourceCall } from "./decide-source.ts";

/** What ends by itself is said again when three quarters of its time are over. */
const renewShare = 0.75;
const leastRenewMs = 60_000;

/**
 * What becomes of an alert after its tool was told. A call without an answer is repeated: it finds what was done before.
 *
 * @param attempts failed tries before this one
 * @param random in [0, 1)
 */
export function decideSourceRest(
  call: SourceCall,
  answer: Result<SourceState, ConnectorError>,
  at: { now: Date; attempts: number; random: number },
): SourceRest {
  if (answer.ok) {
    const { until } = answer.value;
    const renewAt = call === "acknowledge" && until !== null ? decideRenewal(at.now, until) : null;
    return { kind: "done", renewAt, there: call === "acknowledge", error: null };
  }
  const { error } = answer;
  const told = `${error.kind}: ${error.detail}`;
  const decision = decideRetry(error, at.attempts, at.random);
  switch (decision.action) {
    case "rest":
      return { kind: "later", inMs: decision.inMs, error: told };
    case "look":
      return { kind: "later", inMs: lookWaitsMs[at.attempts] ?? lookWaitsMs.at(-1) ?? leastRenewMs, error: told };
    case "gone":
      return { kind: "done", renewAt: null, there: false, error: null };
    case "stop":
      // What was refused is not tried again before something else is wanted, or a person says so, who sees why.
      return { kind: "done", renewAt: null, there: false, error: told };
  }
}

function decideRenewal(now: Date, until: Date): Date {
  const leftMs = until.getTime() - now.getTime();
  return new Date(now.getTime() + Math.max(leastRenewMs, leftMs * renewShare));
}
