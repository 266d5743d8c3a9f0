import type { Log } from "../../core/ports/world.ts";
import { type Loop, startLoop } from "./loop.ts";

export interface LaneOptions<Due> {
  name: string;
  /** Looks for work at least this often; ms. */
  everyMs: number;
  /** Lanes that this process has at once. */
  most: number;
  log: Log;
  /** Does a piece of work whose leases are taken from now on. */
  begin: <T>(work: () => Promise<T>) => Promise<T>;
  /** Who has something due, the most pressing first; those whose lane is busy may be among them. */
  list: (most: number) => Promise<readonly Due[]>;
  /** Two with the same key never run at once. */
  keyOf: (due: Due) => string;
  /** @returns whether there may be more to do at once */
  run: (due: Due) => Promise<boolean>;
}

/**
 * Gives each connection a lane of its own: a vendor that is slow or says nothing keeps its own lane, and nobody else waits for
 * it. A lane ends after one piece of work, so that all have their turn.
 */
export function startLanes<Due>({ name, everyMs, most, log, begin, list, keyOf, run }: LaneOptions<Due>): Loop {
  const running = new Map<string, Promise<void>>();
  /** What was said to be due while its lane was at work: it may have come after the lane had looked. */
  const overlooked = new Set<string>();
  // Only what comes from outside is news: lanes that end would otherwise keep waking each other over what cannot be done now.
  let isNews = false;

  const start = async (key: string, due: Due): Promise<void> => {
    let more = false;
    try {
      more = await begin(() => run(due));
    } catch (cause) {
      // It stays due, and is found again at the next look.
      log.error({ loop: name, err: cause }, "a piece of work failed and will be repeated");
    } finally {
      running.delete(key);
      if (overlooked.delete(key) || more) loop.wake();
    }
  };

  const pass = async (): Promise<{ again: boolean }> => {
    const told = isNews;
    isNews = false;
    for (const due of await list(most + running.size)) {
      const key = keyOf(due);
      if (!running.has(key) && running.size < most) running.set(key, start(key, due));
      else if (told && running.has(key)) overlooked.add(key);
    }
    return { again: false };
  };

  const loop = startLoop({ name, everyMs, log, pass });
  return {
    wake() {
      isNews = true;
      loop.wake();
    },
    async stop() {
      await loop.stop();
      await Promise.all(running.values());
    },
  };
}
