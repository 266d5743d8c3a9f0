import type { Hook } from "./hook-directory.ts";

/**
 * Leaves a trace of a refusal. What differs from one to the next, such as an address, goes into `more`: rows are counted by the
 * reason, so that nobody can make many of them.
 */
export type NoteRefused = (hook: Hook, reason: string, more?: Readonly<Record<string, string>>) => void;

/** One row a minute for each connection and reason: enough to see it, too few to fill a disk with. */
const everyMs = 60_000;
const mostKept = 10_000;

export function createRefusalNotes(
  write: (hook: Hook, reason: string, more: Readonly<Record<string, string>>) => Promise<void>,
): NoteRefused {
  const last = new Map<string, number>();
  return (hook, reason, more = {}) => {
    const key = `${hook.connectionId} ${reason}`;
    const now = Date.now();
    if (now - (last.get(key) ?? 0) < everyMs) return;
    if (last.size >= mostKept) last.clear();
    last.set(key, now);
    // The answer does not wait for it, and a failure to note changes nothing about the refusal.
    write(hook, reason, more).catch(() => last.delete(key));
  };
}
