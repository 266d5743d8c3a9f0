/** Deadlock and serialization failure: the same transaction, once more, is expected to succeed. */
function mayRepeat(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40P01" || code === "40001";
}

const mostTries = 3;

/** Runs a transaction, and once more where the database has ended it in favour of another. @param run has no effect beside it */
export async function repeatAborted<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (cause) {
      if (tries >= mostTries || !mayRepeat(cause)) throw cause;
    }
  }
}

/** Errors of the database that pass by themselves: connection lost, shutting down, read-only, resources, deadlock. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error && /connection|ECONN|EPIPE|timeout/i.test(error.message);
  return (
    /^(08|53|57P|58)/.test(code) ||
    ["25006", "25P03", "40001", "40P01", "55P03", "57014", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT"].includes(
      code,
    )
  );
}

/** Whether the database was not there to be asked: stopped, starting, full, or without a free connection. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  // The driver's own words, which have no code.
  if (code === undefined)
    return error instanceof Error && /^(Connection terminated|timeout exceeded when)/.test(error.message);
  return /^(08|53|57P)/.test(code) || ["ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(code);
}

/** Whether a row was refused since there is one like it. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === "23505";
}

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}
