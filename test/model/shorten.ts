import type { Command } from "./commands.ts";
import { play } from "./play.ts";
import type { Broken } from "./ring.ts";

/** The promise that was broken, whatever records it was about. */
function kindOf(complaints: readonly string[]): string | undefined {
  return complaints[0]?.replaceAll(/[A-C]-r\d+|k\d+v\d*|\d+/g, "#");
}

/** Leaves out halves, quarters … single commands, as long as the same promise stays broken. */
export async function shorten(
  commands: readonly Command[],
  complaints: readonly string[],
  broken: Broken,
): Promise<readonly Command[]> {
  const kind = kindOf(complaints);
  const isBroken = async (less: readonly Command[]) => kindOf((await play(less, broken)).complaints) === kind;
  let best = commands;
  for (let before = -1; before !== best.length;) {
    before = best.length;
    for (let size = Math.max(1, best.length >> 1); size >= 1; size >>= 1)
      for (let at = 0; at + size <= best.length;) {
        const less = best.toSpliced(at, size);
        if (await isBroken(less)) best = less;
        else at += size;
      }
  }
  return best;
}
