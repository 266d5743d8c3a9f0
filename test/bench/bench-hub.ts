import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { HubClient } from "../../server/cli/client.ts";
import { createTestDatabase } from "../support/database.ts";
import { connectSetup, type DeskSetup } from "../support/desk-world.ts";
import { type HubProcess, startHubProcess } from "../support/hub-process.ts";

/** A hub in a process of its own, so that it does not share its processor with what it is measured against. */
export interface BenchHub {
  hub: HubProcess;
  /** To look at the rows where they are. */
  admin: Client;
  dataDir: string;
  close(): Promise<void>;
}

/**
 * On the server that DATABASE_URL names (an admin's address), else on the PostgreSQL that tests share. Polls are asked for where
 * they are needed, so that none is counted beside what is measured.
 *
 * @param addresses of the desks that it may call
 */
export async function openBenchHub(
  addresses: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchHub> {
  const url = process.env["DATABASE_URL"];
  if (url) process.env["TEST_DATABASE_URL"] = url;
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-bench-"));
  const hub = await startHubProcess({
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_ALLOWED_PRIVATE: addresses.join(","),
    INTERDESK_POLL_SECONDS: "3600",
    ...environment,
    DATABASE_URL: database.url,
  });
  const admin = new Client(database.admin);
  await admin.connect();
  return {
    hub,
    admin,
    dataDir,
    async close() {
      await admin.end();
      await hub.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A hub with these desks connected. */
export interface DeskHub {
  api: HubClient;
  /** Rows of a table, whoever's they are. @param what a table, and which of its rows */
  countRows(what: string): Promise<number>;
  /** Asks every desk for what has changed. */
  readNow(): Promise<void>;
  close(): Promise<void>;
}

export async function openDeskHub(desks: Readonly<Record<string, DeskSetup>>): Promise<DeskHub> {
  const setups = Object.values(desks);
  const addresses = setups.map(({ desk }) => desk.address);
  const { hub, admin, close } = await openBenchHub(addresses, { INTERDESK_RECORD_SECONDS: "0.2" });
  for (const [name, setup] of Object.entries(desks)) await connectSetup(hub.api, name, setup);
  return {
    api: hub.api,
    async countRows(what) {
      const { rows } = await admin.query<{ n: number }>(`select count(*)::int as n from ${what}`);
      return rows[0]?.n ?? 0;
    },
    async readNow() {
      for (const name of Object.keys(desks)) await hub.api.post(`/connections/${name}/poll`);
    },
    async close() {
      await close();
      await Promise.all(setups.map(({ desk }) => desk.close()));
    },
  };
}
