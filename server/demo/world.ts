import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type AutotaskSimulator, startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { connectHub, type HubClient } from "../cli/client.ts";
import { loadConfig } from "../config/config.ts";
import type { TicketView } from "../db/timeline.ts";
import { type Running, startInterdesk } from "../main.ts";

/** Everything the demo looks at, and only through interfaces that anybody has: HTTP of the hub and of the desk. */
export interface DemoWorld {
  hub: Running;
  api: HubClient;
  desk: AutotaskSimulator;
  /** Where the monitor and the desk deliver to. */
  hookUrl: string;
  deskHookUrl: string;
  /** Sends a recorded request of a real Alertmanager. */
  deliver(recording: string, headers?: Readonly<Record<string, string>>): Promise<number>;
  tickets(): Promise<readonly { id: string; numbers: string | null; status: string; title: string }[]>;
  ticket(id: string): Promise<TicketView>;
  deskTickets(): Promise<readonly DeskTicket[]>;
  technician(ticketId: number, fields: Record<string, unknown>): Promise<void>;
  note(ticketId: number, text: string): Promise<void>;
  webhooks(on: boolean): Promise<void>;
  ledger(): Promise<readonly { method: string; path: string; ticketId: number }[]>;
  close(): Promise<void>;
}

export interface DeskTicket {
  id: number;
  ticketNumber: string;
  title: string;
  status: number;
  externalID: string;
}

const recordings = new URL("../../connectors/alertmanager/recordings/", import.meta.url);
const bearerToken = "test-token-not-secret";
const webhookSecret = "demo-webhook-secret-41";
export const pollSeconds = 2;
const awaitMs = 30_000;

/** Asks again until the answer is there; a demo that hangs says what it was waiting for. */
export async function awaitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  while (performance.now() - start < awaitMs) {
    const value = await ask();
    if (value !== undefined) return { value, ms: Math.round(performance.now() - start) };
    await pause(20);
  }
  throw new Error(`Waited ${awaitMs / 1_000} s in vain: ${what}`);
}

export interface DemoOptions {
  /** Instead of the embedded PostgreSQL. */
  databaseUrl?: string;
  pollSeconds?: number;
  role?: "both" | "web";
}

export async function openDemoWorld(options: DemoOptions = {}): Promise<DemoWorld> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-demo-"));
  const desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
  try {
    return await openHubFor(desk, dataDir, options);
  } catch (cause) {
    await desk.close();
    throw cause;
  }
}

async function openHubFor(desk: AutotaskSimulator, dataDir: string, options: DemoOptions): Promise<DemoWorld> {
  const config = await loadConfig(path.join(dataDir, "interdesk.yaml"), {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_LOG_LEVEL: "error",
    INTERDESK_ALLOWED_PRIVATE: desk.address,
    INTERDESK_POLL_SECONDS: String(options.pollSeconds ?? pollSeconds),
    DATABASE_URL: options.databaseUrl,
    INTERDESK_ROLE: options.role,
  });
  const hub = await startInterdesk(config);
  const api = await connectHub(dataDir);
  const { hookUrl, deskHookUrl } = await connectDesk(api, desk);
  const control = async (route: string, body?: unknown): Promise<unknown> => {
    const options =
      body === undefined
        ? {}
        : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await fetch(`${desk.url}/control${route}`, options)).json();
  };
  return {
    hub,
    api,
    desk,
    hookUrl,
    deskHookUrl,
    deliver: (recording, headers = {}) => deliverRecording(hookUrl, recording, headers),
    tickets: async () => (await api.get("/tickets?limit=100")) as Awaited<ReturnType<DemoWorld["tickets"]>>,
    ticket: async (id) => (await api.get(`/tickets/${id}`)) as TicketView,
    deskTickets: async () => ((await control("/state")) as { tickets: DeskTicket[] }).tickets,
    technician: async (id, fields) => void (await control(`/tickets/${id}`, fields)),
    note: async (id, description) => void (await control(`/tickets/${id}/notes`, { description, publish: 1 })),
    webhooks: async (on) => void (await control("/faults", { webhooksOff: !on })),
    ledger: async () => (await control("/ledger")) as Awaited<ReturnType<DemoWorld["ledger"]>>,
    async close() {
      await hub.stop();
      await desk.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Two connections, one customer, and the desk's webhooks. @returns where both deliver to */
export async function connectDesk(
  api: HubClient,
  desk: AutotaskSimulator,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<{ hookUrl: string; deskHookUrl: string }> {
  const monitor = (await api.post("/connections", {
    name: "prometheus",
    connector: "alertmanager",
    secrets: { bearerToken },
  })) as { hookUrl: string };
  const { user, secret, integrationCode } = desk.identity;
  const psa = (await api.post("/connections", {
    name: "autotask",
    connector: "autotask",
    settings: { userName: user, zoneDiscoveryUrl: `${desk.url}/ATServicesRest/`, ...settings },
    secrets: { secret, integrationCode, webhookSecret },
  })) as { hookUrl: string };
  await api.post("/client-map", { connection: "prometheus", externalId: "acme-dental", client: "Acme Dental" });
  await api.post("/client-map", { connection: "autotask", externalId: "31244", client: "Acme Dental" });
  await registerWebhooks(desk, psa.hookUrl);
  return { hookUrl: monitor.hookUrl, deskHookUrl: psa.hookUrl };
}

/** As an admin registers them through the vendor's API. */
export async function registerWebhooks(
  desk: AutotaskSimulator,
  hookUrl: string,
  secretKey = webhookSecret,
): Promise<void> {
  const { user, secret, integrationCode } = desk.identity;
  const post = async (route: string, body: unknown): Promise<{ itemId: number }> => {
    const headers = {
      UserName: user,
      Secret: secret,
      ApiIntegrationCode: integrationCode,
      "content-type": "application/json",
    };
    const answer = await fetch(`${desk.url}/ATServicesRest/V1.0/${route}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the simulator refused ${route}: ${await answer.text()}`);
    return (await answer.json()) as { itemId: number };
  };
  const common = {
    webhookUrl: hookUrl,
    deactivationUrl: hookUrl,
    secretKey,
    isActive: true,
    sendThresholdExceededNotification: false,
  };
  const events = {
    isSubscribedToCreateEvents: true,
    isSubscribedToUpdateEvents: true,
    isSubscribedToDeleteEvents: true,
  };
  for (const [entity, fields] of [
    ["TicketWebhooks", 9],
    ["TicketNoteWebhooks", 3],
  ] as const) {
    const { itemId } = await post(entity, { name: `interdesk ${entity}`, ...common, ...events });
    for (let field = 0; field < fields; field++) {
      await post(`${entity}/${itemId}/Fields`, {
        webhookID: itemId,
        fieldID: 901 + field,
        isSubscribedField: true,
        isDisplayAlwaysField: true,
      });
    }
  }
}

export async function deliverRecording(
  hookUrl: string,
  recording: string,
  more: Readonly<Record<string, string>>,
): Promise<number> {
  const { request } = JSON.parse(await readFile(new URL(recording, recordings), "utf8")) as {
    request: { body: string };
  };
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${bearerToken}`,
    "user-agent": "Alertmanager/0.25.0",
    ...more,
  };
  const answer = await fetch(hookUrl, { method: "POST", headers, body: request.body });
  await answer.arrayBuffer();
  return answer.status;
}
