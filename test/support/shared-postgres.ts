import { spawn } from "node:child_process";
import { mkdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { awaitReady, readPostmaster } from "../../server/db/embedded/postmaster.ts";

const keeper = path.join(import.meta.dirname, "postgres-keeper.ts");
const startMs = 60_000;

/**
 * One embedded PostgreSQL for all test processes of a run: the first that needs it starts a keeper, which stops it when
 * nobody has been connected for a while, so that nothing is left behind even after a killed run.
 */
export async function startShared(
  home: string,
): Promise<{ host: string; port: number; user: string; database: string }> {
  const data = path.join(home, "postgres");
  const end = Date.now() + startMs;
  let failure: unknown;
  while (Date.now() < end) {
    const running = await readPostmaster(data);
    const server = { host: running?.socketFolder ?? "", port: 5432, user: "interdesk_cluster", database: "postgres" };
    if (running?.ready && (await answers(server))) return server;
    // A keeper that is ending holds the folder until its server is down; the next one is let in after that.
    if (await takeTurn(home)) failure = await startKeeper(home, data).catch((cause: unknown) => cause);
    await pause(50);
  }
  throw new Error(`The PostgreSQL for tests in ${home} did not start within ${startMs / 1_000} s.`, {
    cause: failure,
  });
}

async function answers(server: { host: string; port: number; user: string; database: string }): Promise<boolean> {
  const client = new Client(server);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** One process starts it; a turn that was left behind is over after a while. */
async function takeTurn(home: string): Promise<boolean> {
  const turn = path.join(home, "starting");
  try {
    await mkdir(turn);
    return true;
  } catch {
    const since = await stat(turn).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (since > startMs) await rm(turn, { recursive: true, force: true });
    return false;
  }
}

async function startKeeper(home: string, data: string): Promise<void> {
  try {
    const child = spawn(process.execPath, [keeper, home], { detached: true, stdio: "ignore" });
    let failure: string | undefined;
    child.on("exit", (code) => (failure = `the keeper ended with code ${code}`));
    child.unref();
    await awaitReady(data, startMs, () => failure);
  } finally {
    await rm(path.join(home, "starting"), { recursive: true, force: true });
  }
}
