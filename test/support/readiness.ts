import { readFile } from "node:fs/promises";
import path from "node:path";

/** What is sent to be told a hub's numbers, as whoever watches it reads it from its data folder. */
export async function metricsHeaders(dataDir: string): Promise<{ authorization: string }> {
  const token = await readFile(path.join(dataDir, "metrics-token"), "utf8");
  return { authorization: `Bearer ${token.trim()}` };
}

/** Whether a hub is ready, and why not. */
export async function askReadiness(url: string, dataDir: string): Promise<{ ready: boolean; held: boolean }> {
  const answer = await fetch(`${url}/readyz`, { headers: await metricsHeaders(dataDir) });
  return (await answer.json()) as { ready: boolean; held: boolean };
}
