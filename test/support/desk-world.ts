import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { Json } from "../../schemas/json.ts";
import type { SyncRules } from "../../schemas/sync-rules.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { connectHub, type HubClient } from "../../server/cli/client.ts";
import { type Config, loadConfig } from "../../server/config/config.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type Running, startInterdesk } from "../../server/main.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { findFreePort } from "./free-port.ts";

/** One service desk of a test: a simulator and how the hub is connected to it. */
export interface DeskSetup {
  connector: string;
  desk: DeskSimulator;
  rules?: Partial<SyncRules>;
  maps?: ValueMaps;
  settings?: Readonly<Record<string, Json>>;
  /** Names of the customers that are mapped; all that the desk knows unless given. */
  clients?: readonly string[];
}

export interface DeskWorld {
  /** The one that runs now. */
  readonly hub: Running;
  config: Config;
  /** Ends the hub and starts it again where it was. @param between what happens meanwhile */
  restart(between?: () => Promise<void>): Promise<void>;
  database: TestDatabase;
  api: HubClient;
  /** The same for another tenant. */
  asTenant(name: string): Promise<HubClient>;
  tickets(): Promise<readonly { id: string; status: string; title: string }[]>;
  ticket(id: string): Promise<TicketView>;
  /** Asks every desk for what has changed, without waiting for its turn. */
  readNow(): Promise<void>;
  /** Resolves when every ticket agrees with all its links and nothing is owed. */
  agreed(tickets: number, links: number): Promise<readonly TicketView[]>;
}

/** Tickets of every mapped client are taken and mirrored, unless a test says otherwise. */
const openRules: Partial<SyncRules> = { take: "true", send: "true" };

export interface DeskWorldOptions {
  pollSeconds?: number;
  /** Where the hub listens, also when it is started again; a free one unless given. */
  port?: number;
  /** A mail server. */
  mailUrl?: string;
  /** Further settings of the hub, as in the environment. */
  environment?: Readonly<Record<string, string>>;
  /** Further addresses that it may call. */
  allowedPrivate?: readonly string[];
}

/** A hub with these service desks, each connected, mapped, and calling its webhook. */
export async function openDeskWorld(
  context: { after(run: () => Promise<void>): void },
  desks: Readonly<Record<string, DeskSetup>>,
  options: DeskWorldOptions = {},
): Promise<DeskWorld> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-desks-"));
  const config = await loadConfig(path.join(dataDir, "interdesk.yaml"), {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: String(options.port ?? (await findFreePort())),
    INTERDESK_LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "error",
    INTERDESK_ALLOWED_PRIVATE: [
      ...Object.values(desks).map(({ desk }) => desk.address),
      ...(options.allowedPrivate ?? []),
    ].join(","),
    INTERDESK_POLL_SECONDS: String(options.pollSeconds ?? 3_600),
    INTERDESK_RECORD_SECONDS: "0.2",
    ...(options.mailUrl === undefined
      ? {}
      : {
          INTERDESK_MAIL_URL: options.mailUrl,
          INTERDESK_MAIL_FROM: "hub@msp.example",
          INTERDESK_MAIL_TO: "noc@msp.example",
        }),
    ...options.environment,
    DATABASE_URL: database.url,
  });
  const clear = async () => {
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  let hub = await startInterdesk(config).catch(async (cause: unknown) => {
    await clear();
    throw cause;
  });
  context.after(async () => {
    await hub.stop();
    await Promise.all(Object.values(desks).map(({ desk }) => desk.close()));
    await clear();
  });
  const api = await connectHub(dataDir);
  for (const [name, setup] of Object.entries(desks)) await connectSetup(api, name, setup);
  const asTenant = (name: string) => connectHub(dataDir, name);
  return {
    get hub() {
      return hub;
    },
    config,
    async restart(between = async () => {}) {
      await hub.stop();
      await between();
      hub = await startInterdesk(config);
    },
    database,
    asTenant,
    ...buildWorld(api, Object.keys(desks)),
  };
}

/** Connects a desk, maps its customers and has it call its webhook. */
export async function connectSetup(api: HubClient, name: string, setup: DeskSetup): Promise<void> {
  const { desk, connector, rules, maps } = setup;
  const { hookUrl } = (await api.post("/connections", {
    name,
    connector,
    settings: { ...desk.settings, ...setup.settings },
    secrets: desk.secrets,
  })) as { hookUrl: string };
  await api.patch(`/connections/${name}`, { rules: { ...openRules, ...rules }, ...(maps ? { maps } : {}) });
  for (const client of desk.clients.filter(({ name }) => setup.clients?.includes(name) ?? true))
    await api.post("/client-map", { connection: name, externalId: client.ref, client: client.name });
  await desk.registerWebhooks(hookUrl);
}

function buildWorld(
  api: HubClient,
  names: readonly string[],
): Omit<DeskWorld, "hub" | "database" | "config" | "restart" | "asTenant"> {
  const ticket = async (id: string) => (await api.get(`/tickets/${id}`)) as TicketView;
  const tickets = async () => (await api.get("/tickets?limit=500")) as Awaited<ReturnType<DeskWorld["tickets"]>>;
  return {
    api,
    ticket,
    tickets,
    readNow: async () => {
      for (const name of names) await api.post(`/connections/${name}/poll`);
    },
    agreed: async (count, links) => {
      const { value } = await awaitUntil(`${count} tickets with ${links} agreed links each`, async () => {
        const views = await Promise.all((await tickets()).map(({ id }) => ticket(id)));
        const agree = views.every(
          (view) => view.links.length === links && view.links.every((link) => link.agreed && link.number !== null),
        );
        return views.length === count && agree ? views : undefined;
      });
      return value;
    },
  };
}
