import assert from "node:assert/strict";
import type { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { ConnectorError, ConnectorInstance, Desk, DeskRecord, Lens, Result } from "../contract.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http/vendor-http.ts";
import { servicenow } from "./index.ts";
import { manifest } from "./manifest.ts";
import { type ServiceNowSimulator, startServiceNowSimulator } from "./simulator/index.ts";

/** A simulator and the connector on it, as the tests of this folder use them. */
export interface TestWorld {
  simulator: ServiceNowSimulator;
  instance: ConnectorInstance;
  desk: Desk;
  lens(): Promise<Lens>;
  /** `METHOD host path` of every call, with its outcome. */
  sent: readonly { method: string; path: string; outcome: string }[];
  client: ExternalId;
  clock: TestClock;
}

/** Stands still until it is moved, for both sides. */
export interface TestClock {
  now(): Date;
  move(ms: number): void;
}

/** The clock begins at the real time, so that signatures are fresh. */
function createClock(): TestClock {
  let at = Math.floor(Date.now() / 1_000) * 1_000;
  return { now: () => new Date(at), move: (ms) => void (at += ms) };
}

export async function openWorld(
  context: { after(run: () => Promise<void>): void },
  options: { settings?: Record<string, Json>; secrets?: Record<string, Json> } = {},
): Promise<TestWorld> {
  const clock = createClock();
  const simulator = await startServiceNowSimulator({ clock: () => clock.now() });
  const secrets = { ...simulator.secrets, ...options.secrets };
  const sent: { method: string; path: string; outcome: string }[] = [];
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: Object.values(secrets).map(String),
    clock,
    random: () => 0,
    onCall: (call) => void sent.push(call),
  });
  const instance = servicenow.open({
    settings: { ...simulator.settings, ...options.settings },
    secrets,
    secretVersions: [secrets],
    maps: manifest.defaultMaps,
    http,
    clock,
  });
  context.after(async () => {
    await instance.close();
    await http.close();
    await simulator.close();
  });
  const { desk } = instance;
  assert.ok(desk);
  const client = ref(simulator.clients[0]?.ref ?? "");
  return { simulator, instance, desk, sent, clock, client, lens: async () => good(await desk.openLens()) };
}

/** The value of an answer that must be good. */
export function good<T>(result: Result<T, ConnectorError>): T {
  assert.ok(result.ok, result.ok ? "" : `${result.error.kind}: ${result.error.detail}`);
  return result.value;
}

/** The error of an answer that must be none. */
export function bad<T>(result: Result<T, ConnectorError>): ConnectorError {
  assert.ok(!result.ok, "an error was expected");
  return result.error;
}

/** Tests name keys by plain texts. */
export function ref(text: string): ExternalId {
  return text as ExternalId;
}

export function newMarker(): Marker {
  return crypto.randomUUID() as Marker;
}

export async function createOne(
  { desk, client }: TestWorld,
  raw: Parameters<Desk["create"]>[0]["raw"] = { title: "Disk full" },
  marker = newMarker(),
): Promise<ExternalId> {
  return good(await desk.create({ marker, clientRef: client, raw })).externalId;
}

export async function readOneRecord({ desk }: TestWorld, id: ExternalId): Promise<DeskRecord> {
  const record = good(await desk.read([id])).get(id);
  assert.ok(record, "the record is gone");
  return record;
}

/** A ticket as people see it there. */
export function ticketOf({ simulator }: TestWorld, id: string) {
  return simulator.tickets().find((ticket) => ticket.id === id) ?? assert.fail(`no ticket ${id}`);
}

/** Every page of a listing, as the engine asks for them. */
export async function listAll({ desk }: TestWorld, cursor: Json | null, since: Date) {
  const records: DeskRecord[] = [];
  let pages = 0;
  let at = cursor;
  for (;;) {
    const page = good(await desk.listChanged(at, since));
    pages += 1;
    records.push(...page.records);
    at = page.cursor;
    if (!page.more) return { records, cursor: at, pages };
  }
}
