import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface Postmaster {
  pid: number;
  socketFolder: string;
  ready: boolean;
}

/** What a running PostgreSQL says of itself in its data folder; undefined = none is running there. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const file = path.join(data, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  if (!(await isOurs(pid, data))) {
    // The pid belongs to somebody else since, as after a restart of the machine: the file says nothing any more.
    await rm(file, { force: true });
    return undefined;
  }
  return { pid, socketFolder: lines[4]?.trim() ?? "", ready: lines[7]?.trim() === "ready" };
}

/** Whether the process is a PostgreSQL of this data folder, and not a zombie or a stranger with the same number. */
async function isOurs(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes("postgres") && command.includes(data);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return typeof cause === "object" && cause !== null && "code" in cause && cause.code === "EPERM";
  }
}

/** Waits until PostgreSQL says that it takes connections. */
export async function awaitReady(
  data: string,
  deadlineMs: number,
  failed: () => string | undefined,
): Promise<Postmaster> {
  const end = Date.now() + deadlineMs;
  while (Date.now() < end) {
    const reason = failed();
    if (reason !== undefined) throw new Error(`The embedded PostgreSQL did not start: ${reason}`);
    const found = await readPostmaster(data);
    if (found?.ready) return found;
    await pause(10);
  }
  throw new Error(`The embedded PostgreSQL in ${data} was not ready after ${deadlineMs / 1_000} s.`);
}

/** Fast stop: open transactions are rolled back, everything committed is on disk. */
export async function stopPostmaster(pid: number, deadlineMs: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  const end = Date.now() + deadlineMs;
  while (isAlive(pid)) {
    if (Date.now() > end) throw new Error(`PostgreSQL (process ${pid}) did not stop within ${deadlineMs / 1_000} s.`);
    await pause(10);
  }
}
