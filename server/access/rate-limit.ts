/** How much may be asked: so many requests a minute, and so many at once before that counts. */
export interface RatePolicy {
  perMinute: number;
  burst: number;
}

export interface RateVerdict {
  allowed: boolean;
  /** Requests that may follow at once. */
  remaining: number;
  /** Until all of the burst may be asked again; ms. */
  resetMs: number;
  /** Until the next one is answered; ms, 0 = now. */
  retryMs: number;
}

const mostNames = 20_000;

/**
 * Counts by the generic cell rate algorithm: one instant for each name, no windows whose ends let twice as much through. In the
 * memory of this node: with several nodes each counts for itself.
 *
 * @see ITU-T I.371; https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
 */
export function createRateLimit({ perMinute, burst }: RatePolicy, now: () => number) {
  const intervalMs = 60_000 / perMinute;
  const burstMs = intervalMs * burst;
  /** When all that was asked so far would have been asked at an even pace. */
  const paces = new Map<string, number>();
  return (name: string): RateVerdict => {
    const at = now();
    const pace = Math.max(paces.get(name) ?? at, at);
    const next = pace + intervalMs;
    const allowed = next - at <= burstMs;
    const stands = allowed ? next : pace;
    if (allowed) {
      // Who has not asked for longest comes first, and is even with the pace.
      paces.delete(name);
      paces.set(name, next);
      if (paces.size > mostNames) forgetSome(paces);
    }
    return {
      allowed,
      remaining: Math.max(0, Math.floor((burstMs - (stands - at)) / intervalMs)),
      resetMs: Math.max(0, stands - at),
      retryMs: allowed ? 0 : Math.max(0, next - at - burstMs),
    };
  };
}

function forgetSome(paces: Map<string, number>): void {
  for (const name of paces.keys()) {
    if (paces.size <= mostNames / 2) return;
    paces.delete(name);
  }
}
