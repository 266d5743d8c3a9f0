import type { ConnectorError } from "../contract.ts";
import type { Settings } from "./manifest.ts";

/** Waits after refusals that name none, growing as long as they go on; ms. @see sheet §8.2: 5 · 2ⁿ up to 60 s */
const waitsMs: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000];
/** What the HTTP layer says where the vendor names no wait; ms. */
const unnamedWaitMs = 5_000;

/**
 * A refusal for too many calls, in words: its text names the real limit.
 *
 * @param refusals in a row, this one among them; ≥ 1
 */
export function tellLimit(
  error: Extract<ConnectorError, { kind: "rateLimited" }>,
  refusals: number,
  settings: Settings,
): ConnectorError {
  const [, calls, minutes] = /(\d{1,9}) requests per rolling (\d{1,9}) minute/i.exec(error.detail) ?? [];
  const limit =
    calls === undefined
      ? "Halo says that there were too many calls."
      : `Halo takes ${calls} calls in ${minutes} minutes, from all its integrations together; this connection may make ${settings.callsPerFiveMinutes} in five.`;
  const wait = waitsMs[Math.min(refusals, waitsMs.length) - 1] ?? unnamedWaitMs;
  return {
    kind: "rateLimited",
    retryAfterMs: error.retryAfterMs === unnamedWaitMs ? wait : error.retryAfterMs,
    detail: limit,
  };
}
