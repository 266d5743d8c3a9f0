import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type HubProcess, startHubProcess } from "../../support/hub-process.ts";
import type { ScenarioContext } from "../scenario.ts";
import { bearerToken } from "./alerts.ts";

/** A hub in a process of its own, with nothing but an Alertmanager, that says all it has to say. */
export interface EdgeWorld {
  hub: HubProcess;
  database: TestDatabase;
  dataDir: string;
  hookUrl: string;
}

export async function openEdge(
  context: ScenarioContext,
  environment: Readonly<Record<string, string>> = {},
): Promise<EdgeWorld> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-edge-"));
  const found: { hub?: HubProcess } = {};
  context.after(async () => {
    await found.hub?.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const hub = await startHubProcess({
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_LOG_LEVEL: "debug",
    DATABASE_URL: database.url,
    ...environment,
  });
  found.hub = hub;
  const { hookUrl } = (await hub.api.post("/connections", {
    name: "alerts",
    connector: "alertmanager",
    secrets: { bearerToken },
    defaultClient: "Acme Dental",
  })) as { hookUrl: string };
  return { hub, database, dataDir, hookUrl };
}
