import pLimit, { type LimitFunction } from "p-limit";
import type { PushDeps } from "../../core/flows/push-deps.ts";
import type { ConnectionId } from "../../schemas/ids.ts";

/** Smaller files wait for nobody. */
const largeBytes = 1_000_000;

/**
 * Large files go one after another with each connection: from the database through the vendor's own shape to the socket one
 * is in memory up to five times over (hexadecimal digits, bytes, base64, JSON, UTF-8), and several links are pushed at once.
 */
export function createFileTurns(): PushDeps["inFileTurn"] {
  const turns = new Map<ConnectionId, LimitFunction>();
  const turnOf = (connectionId: ConnectionId) => {
    const turn = turns.get(connectionId) ?? pLimit(1);
    turns.set(connectionId, turn);
    return turn;
  };
  return (connectionId, bytes, work) =>
    bytes < largeBytes ? work() : turnOf(connectionId)(() => work().finally(collectGarbage));
}

/**
 * Bytes of files lie outside of the heap whose growth makes the runtime collect: what one leaves behind goes before the next one
 * comes. A process that was not started by `npm start` cannot be asked for it, and takes more memory.
 */
async function collectGarbage(): Promise<void> {
  await globalThis.gc?.({ type: "major", execution: "async" });
}
