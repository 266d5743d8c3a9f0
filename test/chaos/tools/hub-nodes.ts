import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TicketView } from "../../../server/db/timeline.ts";
import type { HubClient } from "../../../server/cli/client.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database.ts";
import type { DeskSetup } from "../../support/desk-world.ts";
import { type HubProcess, startHubProcess } from "../../support/hub-process.ts";
import type { ScenarioContext } from "../scenario.ts";

/** One node that answers, and workers behind it that may be killed, each in a process of its own. */
export interface HubNodes {
  api: HubClient;
  ticket(id: string): Promise<TicketView>;
  tickets(): Promise<readonly { id: string; status: string; title: string }[]>;
  /** Ends one of the workers as a power cut does, and starts it again. */
  killWorker(index: number): Promise<void>;
  /** Ends one of them for good. */
  endWorker(index: number): Promise<void>;
  /** One more worker, with settings of its own. */
  startWorker(environment?: Readonly<Record<string, string>>): Promise<HubProcess>;
  database: TestDatabase;
}

/**
 * A hub of several processes on one database, connected to these desks.
 *
 * @param environmentToo settings beside the usual ones
 */
export async function openNodes(
  context: ScenarioContext,
  desks: Readonly<Record<string, DeskSetup>>,
  workers: number,
  environmentToo: Readonly<Record<string, string>> = {},
): Promise<HubNodes> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-nodes-"));
  const environment = {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_ALLOWED_PRIVATE: Object.values(desks)
      .map(({ desk }) => desk.address)
      .join(","),
    INTERDESK_POLL_SECONDS: "1",
    INTERDESK_RECORD_SECONDS: "0.2",
    DATABASE_URL: database.url,
    ...environmentToo,
  };
  const nodes: HubProcess[] = [];
  context.after(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await Promise.all(Object.values(desks).map(({ desk }) => desk.close()));
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const front = await startHubProcess({ ...environment, INTERDESK_ROLE: "web" });
  nodes.push(front);
  const startWorker = (more: Readonly<Record<string, string>> = {}) =>
    startHubProcess({ ...environment, ...more, INTERDESK_PORT: "0", INTERDESK_ROLE: "worker" });
  for (let index = 0; index < workers; index++) nodes.push(await startWorker());
  for (const [name, setup] of Object.entries(desks)) await connect(front.api, name, setup);
  return {
    api: front.api,
    ticket: async (id) => (await front.api.get(`/tickets/${id}`)) as TicketView,
    tickets: async () => (await front.api.get("/tickets?limit=500")) as Awaited<ReturnType<HubNodes["tickets"]>>,
    database,
    async startWorker(more) {
      const worker = await startWorker(more);
      nodes.push(worker);
      return worker;
    },
    async endWorker(index) {
      await nodes[1 + (index % workers)]?.kill();
    },
    async killWorker(index) {
      const at = 1 + (index % workers);
      await nodes[at]?.kill();
      nodes[at] = await startWorker();
    },
  };
}

async function connect(api: HubClient, name: string, { desk, connector, rules, settings }: DeskSetup): Promise<void> {
  const { hookUrl } = (await api.post("/connections", {
    name,
    connector,
    settings: { ...desk.settings, ...settings },
    secrets: desk.secrets,
  })) as { hookUrl: string };
  await api.patch(`/connections/${name}`, { rules: { take: "true", send: "true", ...rules } });
  for (const client of desk.clients)
    await api.post("/client-map", { connection: name, externalId: client.ref, client: client.name });
  await desk.registerWebhooks(hookUrl);
}
