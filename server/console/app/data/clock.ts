import { useSyncExternalStore } from "react";

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the page; a row with one of its own would draw a list ten thousand times a second. */
function watch(run: () => void): () => void {
  watchers.add(run);
  timer ??= setInterval(() => {
    for (const one of watchers) one();
  }, 1_000);
  return () => {
    watchers.delete(run);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const floors = { second: 1_000, halfMinute: 30_000 } as const;
const reads = {
  second: () => Math.floor(Date.now() / floors.second),
  halfMinute: () => Math.floor(Date.now() / floors.halfMinute),
} as const;

/** Now, in epoch milliseconds, and drawn anew each second or half minute. */
export function useNow(step: keyof typeof floors = "halfMinute"): number {
  // Floored, so that what depends on it is the same within a step.
  return useSyncExternalStore(watch, reads[step]) * floors[step];
}
