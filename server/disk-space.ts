import { statfs } from "node:fs/promises";

const leastFreeBytes = 512 * 1_024 * 1_024;
const leastFreeShare = 0.05;
const freshMs = 1_000;

/**
 * Whether the data folder's disk is below its floor: 512 MB, or a twentieth of a small disk. Below it nothing more is
 * accepted, so that what was accepted can be worked off.
 */
export function createDiskWatch(dataDir: string, clock: { now(): Date }): () => Promise<boolean> {
  let at = 0;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    const now = clock.now().getTime();
    if (now - at >= freshMs) {
      at = now;
      answer = isBelowFloor(dataDir);
    }
    return answer;
  };
}

async function isBelowFloor(dataDir: string): Promise<boolean> {
  const { bavail, bsize, blocks } = await statfs(dataDir);
  return bavail * bsize < Math.min(leastFreeBytes, blocks * bsize * leastFreeShare);
}
