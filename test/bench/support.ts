import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type DemoWorld, openDemoWorld } from "../../server/demo/world.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  statuses: Record<string, number>;
}

export const token = "Bearer test-token-not-secret";
/** What both sides spend on being compiled. */
const warmUpSeconds = "1.5";
const run = promisify(execFile);
const client = path.join(import.meta.dirname, "load-client.ts");

/** In a process of its own, so that the load does not take the server's turns. */
export async function load(url: string, seconds: number, body: string): Promise<LoadResult> {
  const headers = JSON.stringify({ "content-type": "application/json", authorization: token });
  const { stdout } = await run(process.execPath, [client, url, warmUpSeconds, String(seconds), headers, body]);
  return JSON.parse(stdout) as LoadResult;
}

export async function readBody(): Promise<string> {
  const file = new URL("../../connectors/alertmanager/recordings/01-firing-single.json", import.meta.url);
  return (JSON.parse(await readFile(file, "utf8")) as { request: { body: string } }).request.body;
}

/** On the server that DATABASE_URL names (an admin's address), else on the embedded PostgreSQL, durable either way. */
export async function openBenchWorld(
  role: "both" | "web" = "both",
): Promise<{ world: DemoWorld; close: () => Promise<void> }> {
  if (!process.env["DATABASE_URL"]) {
    const world = await openDemoWorld({ pollSeconds: 3_600, role });
    return { world, close: world.close };
  }
  const { world, database, close } = await openSharedWorld(role);
  return { world, close: () => close().then(() => database.drop()) };
}

/** On the same server, or else on the PostgreSQL that tests share, whose owner may be asked. */
export async function openSharedWorld(
  role: "both" | "web",
): Promise<{ world: DemoWorld; database: TestDatabase; close: () => Promise<void> }> {
  const url = process.env["DATABASE_URL"];
  if (url) process.env["TEST_DATABASE_URL"] = url;
  const database = await createTestDatabase();
  const world = await openDemoWorld({ pollSeconds: 3_600, databaseUrl: database.url, role });
  return { world, database, close: world.close };
}
