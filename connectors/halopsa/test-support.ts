import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Result } from "../../core/ports/result.ts";
import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { Desk, DeskDraft, InboundAdapter } from "../contract.ts";
import { createLocalSlots } from "../http/local-slots.ts";
import { createVendorHttp } from "../http/vendor-http.ts";
import { halopsa } from "./index.ts";
import { type HaloSimulator, startHaloSimulator } from "./simulator/index.ts";

export const hookUrl = "https://hub.example/hooks/6f0c1f0e-0000-4000-8000-00000000c0de/very-secret-token";
export const marker = Marker.parse("5f0c1f0e-1111-5111-8111-00000000c0de");
export const olderWebhookSecret = "an-older-webhook-secret";
/** Long before anything in a test. */
export const longAgo = new Date("2020-01-01T00:00:00Z");

export interface TestWorld {
  simulator: HaloSimulator;
  desk: Desk;
  inbound: InboundAdapter;
  /** Moves the connector's clock and the simulator's alike. */
  wait(ms: number): void;
}

export interface Changes {
  settings?: (simulator: HaloSimulator) => Readonly<Record<string, Json>>;
  secrets?: Readonly<Record<string, string>>;
  maps?: ValueMaps;
  /** Further addresses that may be called. */
  allow?: readonly string[];
  /** One that runs already, instead of a new one. */
  simulator?: HaloSimulator;
}

/** The connector beside its simulator, over real HTTP. */
export async function openWorld(context: TestContext, changes: Changes = {}): Promise<TestWorld> {
  let shiftMs = 0;
  const clock = { now: () => new Date(Date.now() + shiftMs) };
  const simulator = changes.simulator ?? (await startHaloSimulator({ clock: () => clock.now(), webhookRetryMs: 5 }));
  const secrets = { ...simulator.secrets, ...changes.secrets };
  const http = createVendorHttp({
    account: "t:halo",
    slots: createLocalSlots(),
    allowedPrivate: [simulator.address, ...(changes.allow ?? [])],
    secrets: Object.values(secrets).map(String),
    clock,
    random: () => 0,
  });
  context.after(async () => {
    await http.close();
    if (!changes.simulator) await simulator.close();
  });
  const { desk, inbound } = halopsa.open({
    settings: { ...simulator.settings, ...changes.settings?.(simulator) },
    secrets,
    secretVersions: [secrets, { ...secrets, webhookSecret: olderWebhookSecret }],
    maps: changes.maps ?? halopsa.manifest.defaultMaps ?? {},
    http,
    clock,
  });
  if (!desk || !inbound) return assert.fail("a desk with webhooks was expected");
  return { simulator, desk, inbound, wait: (ms) => void (shiftMs += ms) };
}

export function must<T, E>(result: Result<T, E>): T {
  return result.ok ? result.value : assert.fail(JSON.stringify(result.error));
}

export function errorOf<T, E>(result: Result<T, E>): E {
  return result.ok ? assert.fail("a failure was expected") : result.error;
}

export function draftOf(raw: DeskDraft["raw"] = {}): DeskDraft {
  return { marker, clientRef: ExternalId.parse("41"), raw: { title: "Disk full", status: 1, ...raw } };
}

export async function makeTicket(desk: Desk, raw: DeskDraft["raw"] = {}): Promise<ExternalId> {
  return must(await desk.create(draftOf(raw))).externalId;
}

export async function readRecord(desk: Desk, id: ExternalId) {
  return must(await desk.read([id])).get(id) ?? assert.fail(`no record ${id}`);
}

export async function commentsOf(desk: Desk, id: ExternalId) {
  return must(await desk.comments([id])).get(id) ?? assert.fail(`no comments of ${id}`);
}

export function callsOf({ simulator }: TestWorld, name: string): number {
  return simulator.calls()[name] ?? 0;
}

/** Mails that the vendor sent to people at the clients. */
export function mailsOf({ simulator }: TestWorld): readonly unknown[] {
  return simulator.ledger().filter(({ method }) => method === "mail");
}
