import assert from "node:assert/strict";
import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { ConnectorError, Desk, DeskDraft, DeskRecord, Result } from "../contract.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http/vendor-http.ts";
import { autotask } from "./index.ts";
import { type AutotaskSimulator, startAutotaskSimulator } from "./simulator/index.ts";

/** Long before anything in a test. */
export const longAgo = new Date("2020-01-01T00:00:00Z");

/** The connector beside its simulator, over real HTTP; both clocks stand still until they are moved. */
export interface TestWorld {
  simulator: AutotaskSimulator;
  desk: Desk;
  /** Moves the connector's clock and the simulator's alike. */
  wait(ms: number): void;
}

export async function openWorld(context: { after(run: () => Promise<void>): void }): Promise<TestWorld> {
  let now = Math.floor(Date.now() / 1_000) * 1_000;
  const clock = { now: () => new Date(now) };
  const simulator = await startAutotaskSimulator({ clock: () => clock.now(), webhookRetryMs: 5 });
  const { settings, secrets } = simulator;
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address],
    secrets: Object.values(secrets).map(String),
    clock,
    random: () => 0,
  });
  context.after(async () => {
    await http.close();
    await simulator.close();
  });
  const maps = autotask.manifest.defaultMaps ?? {};
  const { desk } = autotask.open({ settings, secrets, secretVersions: [secrets], maps, http, clock });
  assert.ok(desk);
  return { simulator, desk, wait: (ms) => void (now += ms) };
}

/** Carla of the first customer. */
export const carla = { id: 30_688_120, email: "carla@acme.example" };

export async function makeTicket({ desk, simulator }: TestWorld, raw: DeskDraft["raw"] = {}): Promise<ExternalId> {
  const draft = { marker: Marker.parse(crypto.randomUUID()), clientRef: ExternalId.parse(simulator.clients[0]?.ref) };
  const made = await desk.create({ ...draft, raw: { title: "Disk full", status: 1, priority: 2, ...raw } });
  return must(made).externalId;
}

export async function readRecord({ desk }: TestWorld, id: ExternalId): Promise<DeskRecord> {
  return must(await desk.read([id])).get(id) ?? assert.fail(`no record ${id}`);
}

export function must<T>(result: Result<T, ConnectorError> | undefined): T {
  assert.ok(result?.ok, JSON.stringify(result));
  return result.value;
}
