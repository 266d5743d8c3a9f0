import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import type { Kysely } from "kysely";
import type { Config } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import { readClusterId } from "../db/instance.ts";

/** Where a database is opened. */
export interface Place {
  /** The same for the same place; says nothing else. */
  id: string;
  /** For people. */
  name: string;
}

/**
 * Names the place of the embedded database by this machine and its folder, and that of a server by the cluster and the address
 * by which it is reached: a copy has another machine, folder, cluster or address.
 */
export async function describePlace(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  db: Kysely<Database>,
): Promise<Place> {
  if (databaseUrl) {
    const { hostname, port, pathname, searchParams } = new URL(databaseUrl);
    const address = `${searchParams.get("host") ?? hostname}:${port || "5432"}${pathname}`;
    return { id: nameOf(["server", await readClusterId(db), address]), name: `the database server ${address}` };
  }
  const folder = await realpath(dataDir);
  const { ino } = await stat(folder, { bigint: true });
  return { id: nameOf(["folder", await readMachineId(), folder, String(ino)]), name: `the data folder ${folder}` };
}

function nameOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}

/** Where there is none, as in containers and outside of Linux, the folder alone tells. @see machine-id(5) */
async function readMachineId(): Promise<string> {
  return (await readFile("/etc/machine-id", "utf8").catch(() => "")).trim();
}
