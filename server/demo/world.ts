import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { Json } from "../../schemas/json.ts";
import { connectHub, type HubClient } from "../cli/client.ts";
import { loadConfig } from "../config/config.ts";
import type { TicketView } from "../db/timeline.ts";
import { type Running, startInterdesk } from "../main.ts";

/** Everything the demo looks at, and only through interfaces that anybody has: HTTP of the hub and of the desk. */
export interface DemoWorld {
  hub: Running;
  api: HubClient;
  /** The same for another tenant of the hub. */
  asTenant(name: string): Promise<HubClient>;
  desk: DeskSimulator;
  /** Where the monitor and the desk deliver to. */
  hookUrl: string;
  deskHookUrl: string;
  /** Sends a recorded request of a real Alertmanager. */
  deliver(recording: string, headers?: Readonly<Record<string, string>>): Promise<number>;
  tickets(): Promise<readonly { id: string; numbers: string | null; status: string; title: string }[]>;
  ticket(id: string): Promise<TicketView>;
  close(): Promise<void>;
}

const recordings = new URL("../../connectors/alertmanager/recordings/", import.meta.url);
const bearerToken = "test-token-not-secret";
export const pollSeconds = 2;
/** Longer than any lease or rest of the hub lasts: what one that died has held is worked on only then. */
const awaitMs = 120_000;

/** Asks again until the answer is there; a demo that hangs says what it was waiting for. */
export async function awaitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  mostMs = awaitMs,
  everyMs = 20,
): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  while (performance.now() - start < mostMs) {
    const value = await ask();
    if (value !== undefined) return { value, ms: Math.round(performance.now() - start) };
    await pause(everyMs);
  }
  throw new Error(`Waited ${mostMs / 1_000} s in vain: ${what}`);
}

export interface DemoOptions {
  /** Instead of the embedded PostgreSQL. */
  databaseUrl?: string;
  pollSeconds?: number;
  /** Between two readings of a record that is hinted at again and again. */
  recordSeconds?: number;
  role?: "both" | "web";
  /** Addresses of further desks. */
  alsoAllowed?: readonly string[];
  /** Of one key. */
  requestsPerMinute?: number;
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

async function openHubFor(desk: DeskSimulator, dataDir: string, options: DemoOptions): Promise<DemoWorld> {
  const config = await loadConfig(path.join(dataDir, "interdesk.yaml"), {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_LOG_LEVEL: "error",
    INTERDESK_ALLOWED_PRIVATE: [desk.address, ...(options.alsoAllowed ?? [])].join(","),
    INTERDESK_POLL_SECONDS: String(options.pollSeconds ?? pollSeconds),
    INTERDESK_RECORD_SECONDS: options.recordSeconds === undefined ? undefined : String(options.recordSeconds),
    DATABASE_URL: options.databaseUrl,
    INTERDESK_ROLE: options.role,
    INTERDESK_API_PER_MINUTE: options.requestsPerMinute === undefined ? undefined : String(options.requestsPerMinute),
  });
  const hub = await startInterdesk(config);
  const api = await connectHub(dataDir);
  const hooks = await connectDesk(api, desk);
  return {
    hub,
    api,
    asTenant: (name) => connectHub(dataDir, name),
    desk,
    ...hooks,
    deliver: (recording, headers = {}) => deliverRecording(hooks.hookUrl, recording, headers),
    tickets: async () => (await api.get("/tickets?limit=100")) as Awaited<ReturnType<DemoWorld["tickets"]>>,
    ticket: async (id) => (await api.get(`/tickets/${id}`)) as TicketView,
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
  desk: DeskSimulator,
  settings: Readonly<Record<string, Json>> = {},
): Promise<{ hookUrl: string; deskHookUrl: string }> {
  const monitor = (await api.post("/connections", {
    name: "prometheus",
    connector: "alertmanager",
    secrets: { bearerToken },
  })) as { hookUrl: string };
  const psa = (await api.post("/connections", {
    name: "autotask",
    connector: "autotask",
    settings: { ...desk.settings, ...settings },
    secrets: desk.secrets,
  })) as { hookUrl: string };
  await api.post("/client-map", { connection: "prometheus", externalId: "acme-dental", client: "Acme Dental" });
  await api.post("/client-map", {
    connection: "autotask",
    externalId: desk.clients[0]?.ref ?? "",
    client: "Acme Dental",
  });
  await desk.registerWebhooks(psa.hookUrl);
  return { hookUrl: monitor.hookUrl, deskHookUrl: psa.hookUrl };
}

export async function deliverRecording(
  hookUrl: string,
  recording: string,
  more: Readonly<Record<string, string>>,
): Promise<number> {
  const { request } = JSON.parse(await readFile(new URL(recording, recordings), "utf8")) as {
    request: { body: string };
  };
  return deliverBody(hookUrl, request.body, more);
}

/** As an Alertmanager sends it. @returns the status of the answer */
export async function deliverBody(
  hookUrl: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${bearerToken}`,
    "user-agent": "Alertmanager/0.25.0",
    ...more,
  };
  const answer = await fetch(hookUrl, { method: "POST", headers, body });
  await answer.arrayBuffer();
  return answer.status;
}
