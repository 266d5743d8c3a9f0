import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** So many requests at a rate; each body's `eachTime` is a number of `from` … `from + keys - 1`. */
export interface Load {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  perSecond: number;
  total: number;
  keys: number;
  connections: number;
  from: number;
}

export interface PacedAnswer {
  /** 0 = none came. */
  status: number;
  /** From when it was due until its answer was read: who waits for a free socket waits for the hub, or for the sender. */
  ms: number;
  /** From when it was sent. */
  sentMs: number;
  deliveryId: string | null;
  retryAfter: string | null;
}

/** Sends from a process of its own, so that what sends does not slow what is measured more than the machine does. */
export async function sendPaced(load: Load): Promise<readonly PacedAnswer[]> {
  const file = path.join(os.tmpdir(), `interdesk-load-${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(load));
  try {
    const program = path.join(import.meta.dirname, "paced-client.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [program, file], { maxBuffer: 200_000_000 });
    return JSON.parse(stdout) as PacedAnswer[];
  } finally {
    await rm(file, { force: true });
  }
}
