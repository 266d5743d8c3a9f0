import { AsyncLocalStorage } from "node:async_hooks";

/** A lease is free five seconds after the last beat of its process, see `lease_is_free`; this is a little before that. */
const graceMs = 4_500;

/** The process was paused, or cut off from the database, for longer than its leases last: others may do its work by now. */
export class LeasesLost extends Error {
  constructor() {
    super("this process was paused for longer than its leases last; what it had begun is left to the others");
  }
}

/** Knows whether work that was begun under a lease may still go on. */
export interface LeaseWatch {
  /** Beats, and notes how long it was since the beat before. */
  beat(beat: () => Promise<void>): Promise<void>;
  /** Does work whose leases are taken from now on. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Of the work that the caller is a part of; what is part of none needs no lease. */
  holds(): boolean;
}

/**
 * Fences keep a late answer from being written down; this keeps a process that slept from sending what it had planned before:
 * no vendor can be asked to look at a fence.
 *
 * @param now rises whatever the wall clock does; ms
 */
export function createLeaseWatch(now: () => number = () => performance.now()): LeaseWatch {
  const scope = new AsyncLocalStorage<{ losses: number }>();
  let beatAt = now();
  let losses = 0;
  const isLate = () => now() - beatAt > graceMs;
  return {
    async beat(beat) {
      const startedAt = now();
      await beat();
      if (startedAt - beatAt > graceMs) losses += 1;
      beatAt = startedAt;
    },
    run: (work) => scope.run({ losses }, work),
    holds() {
      const begun = scope.getStore();
      return begun === undefined || (begun.losses === losses && !isLate());
    },
  };
}
