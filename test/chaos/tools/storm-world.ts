import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil, connectDesk } from "../../../server/demo/world.ts";
import { eachTime } from "../../bench/storm-bodies.ts";
import type { HubClient } from "../../../server/cli/client.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import { type HubProcess, startHubProcess } from "../../support/hub-process.ts";
import type { ScenarioContext } from "../scenario.ts";
import { bearerToken, buildBody, type FiredAlert } from "./alerts.ts";
import { askDatabase } from "./ask-database.ts";
import { startDesk } from "./desks.ts";
import { type Load, type PacedAnswer, sendPaced } from "./paced.ts";

const longMs = 1_800_000;

/** What is fired: by which tool, so many times over so many alerts whose names begin alike. */
export interface Storm extends Pick<Load, "perSecond" | "total" | "keys"> {
  name: string;
  monitor: string;
  severity?: FiredAlert["severity"];
  connections?: number;
  from?: number;
}

/** A hub in a process of its own between monitors and a desk. */
export interface StormWorld {
  hub: HubProcess;
  desk: DeskSimulator;
  database: TestDatabase;
  /** One more Alertmanager, whose alerts are all of one client. @param api of another tenant */
  addMonitor(name: string, client?: string, api?: HubClient): Promise<void>;
  /** One more tenant with a desk of its own. */
  addTenant(name: string): Promise<{ api: HubClient; desk: DeskSimulator }>;
  fire(monitor: string, alerts: readonly FiredAlert[]): Promise<number>;
  send(storm: Storm): Promise<readonly PacedAnswer[]>;
  /** Resolves when every delivery has been applied. */
  awaitApplied(): Promise<void>;
  /** A number that no API tells: of what a select yields. */
  count(select: string, values?: readonly unknown[]): Promise<number>;
}

/** @param alsoAllowed addresses of further simulators */
export async function openStorm(context: ScenarioContext, alsoAllowed: readonly string[] = []): Promise<StormWorld> {
  const database = await createTestDatabase();
  const desk = await startDesk();
  // Stands by for another tenant: an address can only be allowed when the hub starts.
  const otherDesk = await startDesk();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-storm-"));
  const hub = await startHubProcess({
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_ALLOWED_PRIVATE: [desk.address, otherDesk.address, ...alsoAllowed].join(","),
    INTERDESK_POLL_SECONDS: "3600",
    DATABASE_URL: database.url,
  });
  context.after(async () => {
    await hub.stop();
    await desk.close();
    await otherDesk.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  await connectDesk(hub.api, desk);
  for (const { ref, name } of desk.clients.slice(1))
    await hub.api.post("/client-map", { connection: "autotask", externalId: ref, client: name });
  const urls = new Map<string, string>();
  const headers = { "content-type": "application/json", authorization: `Bearer ${bearerToken}` };
  const count = async (select: string, values: readonly unknown[] = []) =>
    Number((await askDatabase<{ n: string }>(database, `select (${select}) as n`, values))[0]?.n);
  return {
    hub,
    desk,
    database,
    count,
    async addTenant(name) {
      await hub.api.post("/tenants", { name });
      const api = await hub.asTenant(name);
      await connectDesk(api, otherDesk);
      return { api, desk: otherDesk };
    },
    async addMonitor(name, client = desk.clients[0]?.name, api = hub.api) {
      const { hookUrl } = (await api.post("/connections", {
        name,
        connector: "alertmanager",
        secrets: { bearerToken },
        defaultClient: client,
      })) as { hookUrl: string };
      urls.set(name, hookUrl);
    },
    async fire(monitor, alerts) {
      const body = await buildBody(alerts);
      return (await fetch(urls.get(monitor) ?? "", { method: "POST", headers, body })).status;
    },
    async send({ name, monitor, severity = "warning", connections = 64, from = 0, ...rest }) {
      // Its client is nobody's, so that the connection's own counts.
      const body = await buildBody([{ name: `${name} ${eachTime}`, severity, client: "" }]);
      return sendPaced({ url: urls.get(monitor) ?? "", headers, body, connections, from, ...rest });
    },
    async awaitApplied() {
      const isDone = async () => ((await count("select count(*) from delivery_open")) === 0 ? true : undefined);
      await awaitUntil("every delivery applied", isDone, longMs);
    },
  };
}
