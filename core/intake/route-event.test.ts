import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MonitorEvent } from "../../schemas/alert.ts";
import { acme, item, route, setting } from "../../test/support/intake-rules.ts";

describe("rules", () => {
  it("match by their condition, and say what they set", () => {
    const { queue, because, matched } = route(setting({ queue: "Servers" }, `event.severity == "high"`));
    assert.equal(queue, "Servers");
    assert.deepEqual(because.at(-1), { ruleId: "one", field: "queue", value: "Servers" });
    assert.deepEqual(matched, ["one"]);
    assert.equal(route(setting({ queue: "Servers" }, `event.severity == "low"`)).queue, null);
  });

  it("override one another field by field", () => {
    const rules = [
      { id: "a", set: { queue: "A", tags: ["a"], type: "problem" } },
      { id: "b", set: { queue: "B" } },
    ];
    const { queue, tags, type, because } = route({ rules });
    assert.deepEqual([queue, tags, type], ["B", ["a"], "problem"]);
    const winners = because.map(({ ruleId, field }) => `${field}: ${ruleId}`).toSorted();
    assert.deepEqual(winners, ["client: lookup:table", "queue: b", "tags: a", "type: a"]);
  });

  for (const [sentence, stop, disabled, queue, outcome] of [
    ["that stop keep later ones from being asked", true, false, "A", "afterStop"],
    ["that do not stop let them be asked", false, false, "B", "matched"],
    ["that are disabled are not asked, and stop nothing", true, true, "B", "matched"],
  ] as const)
    it(sentence, () => {
      const rules = [
        { id: "a", set: { queue: "A" }, stop, disabled },
        { id: "b", set: { queue: "B" } },
      ];
      const found = route({ rules });
      assert.deepEqual([found.queue, found.notes.at(-1)?.outcome], [queue, outcome]);
    });

  it("whose condition fails do not match, and say why", () => {
    const found = route(setting({ queue: "A" }, `event.labels.site == "x"`));
    assert.equal(found.queue, null);
    assert.deepEqual([found.notes[0]?.outcome, found.notes[0]?.detail], ["failed", "No such key: site"]);
  });

  it("know the item, its parents, and the client that an earlier rule has set", () => {
    const rules = [
      { id: "a", set: { client: "Harbor Law" } },
      {
        id: "b",
        when: `client == "Harbor Law" && item.criticality == "critical" && "Leeds" in item.parents`,
        set: { queue: "B" },
      },
    ];
    assert.equal(route({ rules }, { resource: "sql-1" }).queue, "B");
  });

  it("set what expressions give", () => {
    const set = {
      dedupKey: { expression: `event.resource + "/" + event.title` },
      groupKey: { expression: `client + event.service`, windowMinutes: 5 },
      dependsOn: `["core-sw", event.labels.?uplink.orValue("")].filter(name, name != "")`,
    };
    const found = route(setting(set));
    assert.deepEqual(
      [found.dedupKey, found.groupKey, found.dependsOn],
      ["web-1/Disk full", { key: "Acme DentalDisk C", windowMinutes: 5 }, ["core-sw"]],
    );
    assert.deepEqual(route(setting(set), { labels: { uplink: "fw" } }).dependsOn, ["core-sw", "fw"]);
  });

  for (const [length, expected] of [
    [500, "a".repeat(500)],
    [501, null],
  ] as const)
    it(`keep a key of ${length} characters: ${expected !== null}`, () =>
      assert.equal(
        route(setting({ dedupKey: { expression: "event.description" } }), { description: "a".repeat(length) }).dedupKey,
        expected,
      ));

  for (const [preset, change, key] of [
    ["clientDevice", { resource: "Web-1" }, ["device", "web-1"]],
    ["clientDevice", { resource: "10.0.0.5" }, ["device", item(1, acme, "").id]],
    ["clientDevice", { resource: null }, null],
    ["clientSiteService", { resource: "sql-1" }, ["service", "leeds", "disk c"]],
    ["clientSiteService", { labels: { site: "York" } }, ["service", "york", "disk c"]],
    ["clientSiteService", { service: null }, null],
  ] as const)
    it(`group by ${preset}: ${JSON.stringify(change)}`, () => {
      const { groupKey } = route(setting({ groupKey: { preset } }), change as Partial<MonitorEvent>);
      assert.deepEqual(groupKey, key === null ? null : { key: JSON.stringify(key), windowMinutes: 120 });
    });
});
