/** A reading that is asked for again and again while things change. */
export interface GentleReading {
  /** Reads at once, or where it has just read after a pause: once, however often it was asked meanwhile. */
  ask(): void;
  /** Nothing is read any more. */
  end(): void;
}

/** After the first reading, the second in a row, and each further one: a lone change is seen at once, a storm costs little. */
const leastPausesMs = [250, 500, 700] as const;

/**
 * @param run never fails
 * @param restShare how many times as long as it took it rests: what is slow to read is read so much less often
 */
export function readGently(
  run: () => Promise<unknown>,
  restShare: () => number = () => 2,
  now: () => number = () => performance.now(),
): GentleReading {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [busy, asked, over] = [false, false, false];
  let inRow = 0;
  const read = async () => {
    [busy, asked] = [true, false];
    const begunMs = now();
    await run();
    busy = false;
    if (over) return;
    const leastMs = leastPausesMs[Math.min(inRow, leastPausesMs.length - 1)] ?? 0;
    timer = setTimeout(rested, Math.max(leastMs, restShare() * (now() - begunMs)));
  };
  const rested = () => {
    timer = undefined;
    inRow = asked ? inRow + 1 : 0;
    if (asked) void read();
  };
  return {
    ask() {
      if (over) return;
      if (busy || timer !== undefined) asked = true;
      else void read();
    },
    end() {
      over = true;
      clearTimeout(timer);
    },
  };
}
