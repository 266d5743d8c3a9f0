import assert from "node:assert/strict";
import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ConfigurationItem } from "../../schemas/configuration-item.ts";
import { ClientId, ItemId } from "../../schemas/ids.ts";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { buildEventFacts } from "../../core/intake/event-facts.ts";
import { compileRules } from "../../core/intake/compile-rules.ts";
import type { KnownNames } from "../../core/intake/find-client.ts";
import { type RuleNote, routeEvent } from "../../core/intake/route-event.ts";

export const acme = ClientId.parse("00000000-0000-4000-8000-00000000000a");
export const harbor = ClientId.parse("00000000-0000-4000-8000-00000000000b");
export const item = (
  last: number,
  clientId: ClientId,
  name: string,
  change: Partial<ConfigurationItem> = {},
): ConfigurationItem => ({
  id: ItemId.parse(`00000000-0000-4000-8000-0000000000${String(last).padStart(2, "0")}`),
  clientId,
  name,
  keys: [],
  kind: "server",
  criticality: "normal",
  parents: [],
  ...change,
});
const site = { id: item(90, acme, "Leeds").id, name: "Leeds", kind: "site" };
const items = new Map([
  ["sql-1", [item(1, acme, "sql-1", { criticality: "critical", parents: [site] })]],
  ["10.0.0.5", [item(1, acme, "sql-1", { criticality: "critical", parents: [site] })]],
  ["dc-1", [item(2, acme, "dc-1"), item(3, harbor, "dc-1")]],
]);
const known: KnownNames = {
  clientsByRef: new Map([["acme-dental", acme]]),
  clientsByName: new Map([
    ["acme dental", acme],
    ["harbor law", harbor],
  ]),
  clientNames: new Map([
    [acme, "Acme Dental"],
    [harbor, "Harbor Law"],
  ]),
  items,
  defaultClientId: null,
};

function event(change: Partial<MonitorEvent> = {}): MonitorEvent {
  return {
    dedupKey: "k",
    episodeId: null,
    condition: "firing",
    severity: "high",
    title: "Disk full",
    description: null,
    raisedAt: new Date("2026-03-17T09:00:00Z"),
    clearedAt: null,
    clientHint: "acme-dental",
    resource: "web-1",
    service: "Disk C",
    url: null,
    labels: {},
    heartbeat: false,
    ...change,
  };
}

export function route(rules: object, change: Partial<MonitorEvent> = {}, names: Partial<KnownNames> = {}) {
  const compiled = compileRules(IntakeRules.parse(rules));
  assert.ok(compiled.ok, compiled.ok ? "" : JSON.stringify(compiled.error));
  const notes: RuleNote[] = [];
  const facts = buildEventFacts(event(change), { name: "prom", connector: "alertmanager" });
  const context = { rules: compiled.value, known: { ...known, ...names } };
  const found = routeEvent(facts, context, (note) => notes.push(note));
  return { ...found, notes };
}
export const setting = (set: object, when = "true") => ({ rules: [{ id: "one", when, set }] });
