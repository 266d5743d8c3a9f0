import type { Ring } from "./ring.ts";
import { connectionIds, type DeskName, deskNames } from "./setting.ts";
import type { Work } from "./worker.ts";

/** Input has stopped: whatever is on its way comes to its end, then polls and pushes go on until nothing is owed. */
export async function drain(ring: Ring, mostRounds: number): Promise<boolean> {
  while (ring.workers[0]) await ring.finish(ring.workers[0]);
  ring.restart();
  if (!(await settle(ring, mostRounds))) return false;
  // The daily comparison: it reads every record that has a link.
  for (const desk of deskNames) await work(ring, "reconcile", desk);
  return settle(ring, mostRounds);
}

/** A round without a write, and with nothing owed after it, is silence. */
export async function settle(ring: Ring, mostRounds: number): Promise<boolean> {
  for (let round = 1; round <= mostRounds; round++) {
    const before = ring.book.writes;
    for (const desk of deskNames) {
      await work(ring, "poll", desk);
      await work(ring, "hint", desk);
      for (let owed = countOwed(ring, desk); owed > 0; owed--) await work(ring, "push", desk);
    }
    if (ring.book.writes === before && deskNames.every((desk) => isIdle(ring, desk))) return true;
  }
  return false;
}

function isIdle(ring: Ring, desk: DeskName): boolean {
  const hints = [...ring.tables.hintsOf(connectionIds[desk]).values()];
  return countOwed(ring, desk) === 0 && !hints.some(({ due }) => due);
}

function countOwed(ring: Ring, desk: DeskName): number {
  return ring.tables.claimable(connectionIds[desk]).length;
}

async function work(ring: Ring, kind: Work, desk: DeskName): Promise<void> {
  const worker = ring.begin(kind, desk);
  if (worker) await ring.finish(worker);
}
