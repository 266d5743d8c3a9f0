/** How late this process is with what is due: requests wait as long before anybody looks at them. */
export interface LoopLag {
  /** Now, within a turn of the event loop that lasts too; ms. */
  ms(): number;
  close(): void;
}

const everyMs = 100;

/** @see perf_hooks.monitorEventLoopDelay, which tells of a turn only when it is over */
export function watchLoopLag(now: () => number = () => performance.now()): LoopLag {
  let lastAt = now();
  let last = 0;
  const lateness = () => Math.max(0, now() - lastAt - everyMs);
  const timer = setInterval(() => {
    last = lateness();
    lastAt = now();
  }, everyMs);
  timer.unref();
  return { ms: () => Math.max(last, lateness()), close: () => clearInterval(timer) };
}
