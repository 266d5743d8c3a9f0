import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";

/**
 * For how long a hub answered nobody while something was done, seen from outside: the longest of many short requests. What
 * holds the loop does so each time, and another program on this machine does not, so that the least of several tries counts.
 */
export async function measureStall(url: string, tries: number, act: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < tries; nth += 1) {
    const program = path.join(import.meta.dirname, "pulse-client.ts");
    const child = spawn(process.execPath, [program, url], { stdio: ["pipe", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await act();
    child.stdin.end();
    least = Math.min(least, Math.max(...(JSON.parse(await text(child.stdout)) as number[])));
  }
  return least;
}
