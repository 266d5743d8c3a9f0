import { open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { isAlive } from "./postmaster.ts";

interface Holder {
  pid: number;
  /** Ticks since boot at which the process began: tells it from a later one with the same number. */
  startTicks: string;
}

/**
 * One hub a data folder.
 *
 * @returns gives the folder free
 * @throws Error naming the process that has it
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const file = path.join(dataDir, "hub.lock");
  const mine: Holder = { pid: process.pid, startTicks: await startTicksOf(process.pid) };
  for (let tries = 0; tries < 3; tries++) {
    try {
      const handle = await open(file, "wx", 0o600);
      await handle.writeFile(JSON.stringify(mine));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (cause) {
      if (!isExisting(cause)) throw cause;
    }
    const holder = await readHolder(file);
    if (holder && (await isRunning(holder))) {
      throw new Error(
        `Another Interdesk (process ${holder.pid}) is running on the data folder ${dataDir}. Stop it, or set INTERDESK_DATA to another folder.`,
      );
    }
    await rm(file, { force: true });
  }
  throw new Error(`The data folder ${dataDir} could not be locked; remove ${file} if no Interdesk is running.`);
}

function isExisting(cause: unknown): boolean {
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === "EEXIST";
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    if (typeof value !== "object" || value === null || !("pid" in value) || !("startTicks" in value)) return undefined;
    return { pid: Number(value.pid), startTicks: String(value.startTicks) };
  } catch {
    return undefined;
  }
}

async function isRunning(holder: Holder): Promise<boolean> {
  return isAlive(holder.pid) && (await startTicksOf(holder.pid)) === holder.startTicks;
}

/** Field 22 of /proc/<pid>/stat; elsewhere the pid alone must do. @see proc(5) */
async function startTicksOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
