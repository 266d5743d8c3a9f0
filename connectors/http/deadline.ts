/** Ends waiting for a call, whatever the call does. */
export interface Deadline {
  /** Asks the call to end; a request may let go of it once it has an answer, so it alone is not enough. */
  signal: AbortSignal;
  /** The work's own outcome, or the deadline's error once it has passed. */
  race<T>(work: Promise<T>): Promise<T>;
  clear(): void;
}

/**
 * A deadline that holds until it is cleared. `AbortSignal.timeout` handed through requests does not: they follow it by weak
 * references, and after a garbage collection a body that drips for ever was waited for without end.
 *
 * @see https://github.com/nodejs/undici/issues/1926
 */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let expire: (error: Error) => void = () => {};
  const expired = new Promise<never>((_, reject) => {
    expire = reject;
  });
  // Raced against below; without work under way nobody listens.
  expired.catch(() => {});
  const timer = setTimeout(() => {
    const error = new DOMException(`No complete answer within ${ms / 1_000} s.`, "TimeoutError");
    controller.abort(error);
    expire(error);
  }, ms);
  return {
    signal: controller.signal,
    race: (work) => Promise.race([work, expired]),
    clear: () => clearTimeout(timer),
  };
}
