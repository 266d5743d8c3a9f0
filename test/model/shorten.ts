/** The promise that was broken, whatever records it was about. */
export function kindOf(complaints: readonly string[]): string | undefined {
  return complaints[0]?.replaceAll(/[A-C]-r\d+|k\d+v\d*|\b[0-9a-f]{32}\b|\d+/g, "#");
}

/** Leaves out halves, quarters … single commands, as long as what is left fails too. */
export async function shorten<Command>(
  commands: readonly Command[],
  fails: (less: readonly Command[]) => Promise<boolean>,
): Promise<readonly Command[]> {
  let best = commands;
  for (let before = -1; before !== best.length;) {
    before = best.length;
    for (let size = Math.max(1, best.length >> 1); size >= 1; size >>= 1)
      for (let at = 0; at + size <= best.length;) {
        const less = best.toSpliced(at, size);
        if (await fails(less)) best = less;
        else at += size;
      }
  }
  return best;
}
