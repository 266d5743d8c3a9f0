import type { Hook } from "./hook-directory.ts";

/** One row a minute for each connection and reason: enough to see it, too few to fill a disk with. */
const everyMs = 60_000;
const mostKept = 10_000;

export function createRefusalNotes(
  write: (hook: Hook, reason: string) => Promise<void>,
): (hook: Hook, reason: string) => void {
  const last = new Map<string, number>();
  return (hook, reason) => {
    const key = `${hook.connectionId} ${reason}`;
    const now = Date.now();
    if (now - (last.get(key) ?? 0) < everyMs) return;
    if (last.size >= mostKept) last.clear();
    last.set(key, now);
    // The answer does not wait for it, and a failure to note changes nothing about the refusal.
    write(hook, reason).catch(() => last.delete(key));
  };
}
