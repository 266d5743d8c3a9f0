import type { Client, Pool } from "pg";

/**
 * Connections that are lost while nobody asks them anything say so as an event, and one that nobody hears ends the process: a
 * pool hears only those that lie in it, not one whose transaction is between two statements when the server restarts. Whoever
 * uses it is told by the next statement, which is refused.
 */
export function hearPoolErrors(pool: Pool, onError: (error: Error) => void): void {
  pool.on("error", onError);
  pool.on("acquire", (client) => client.on("error", onError));
  pool.on("release", (_cause, client) => client.off("error", onError));
}

/** The same for a connection of its own. */
export function hearClientErrors(client: Client, onError: (error: Error) => void = () => undefined): Client {
  return client.on("error", onError);
}
