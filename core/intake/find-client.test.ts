import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MonitorEvent } from "../../schemas/alert.ts";
import type { ClientId } from "../../schemas/ids.ts";
import { acme, harbor, item, route, setting } from "../../test/support/intake-rules.ts";

describe("the client of an event", () => {
  const byHost = {
    by: "pattern",
    fact: "event.resource",
    pattern: "^([a-z]+)-",
    gives: "$1",
    names: { harbor: "Harbor Law" },
  };
  const cases: readonly [
    sentence: string,
    rules: object,
    change: Partial<MonitorEvent>,
    by: string,
    id: ClientId | null,
  ][] = [
    ["is what the map says of the tool's own word", {}, {}, "table", acme],
    ["is none where the map does not know it", {}, { clientHint: "acme-dentals" }, "none", null],
    ["is none where the tool names none", {}, { clientHint: null }, "none", null],
    ["comes of a pattern next", { clients: [byHost] }, { clientHint: null, resource: "harbor-1" }, "pattern", harbor],
    ["comes of the map before a pattern", { clients: [byHost] }, { resource: "harbor-1" }, "table", acme],
    [
      "comes of a pattern before the map where the list says so",
      { clients: [byHost, { by: "table" }] },
      { resource: "harbor-1" },
      "pattern",
      harbor,
    ],
    [
      "is none where a pattern gives no client",
      { clients: [byHost] },
      { clientHint: null, resource: "other-1" },
      "none",
      null,
    ],
    [
      "is none where a pattern is not found",
      { clients: [byHost] },
      { clientHint: null, resource: "harbor" },
      "none",
      null,
    ],
    [
      "comes of an expression, whatever its case",
      { clients: [{ by: "expression", expression: `event.labels["org"] + " law"` }] },
      { clientHint: null, labels: { org: "HARBOR" } },
      "expression",
      harbor,
    ],
    [
      "is none where an expression fails",
      { clients: [{ by: "expression", expression: `event.labels["org"]` }] },
      { clientHint: null },
      "none",
      null,
    ],
    [
      "comes of another fact of the map",
      { clients: [{ by: "table", fact: "event.labels.org" }] },
      { labels: { org: "acme-dental" } },
      "table",
      acme,
    ],
    ["is that of the item, where only one has the name", {}, { clientHint: null, resource: "SQL-1" }, "item", acme],
    ["is none where two clients have an item of the name", {}, { clientHint: null, resource: "dc-1" }, "none", null],
    ["is what a rule says, above all", setting({ client: "Harbor Law" }), {}, "rule", harbor],
  ];
  for (const [sentence, rules, change, by, id] of cases)
    it(sentence, () => {
      const { clientId, client } = route(rules, change);
      assert.deepEqual([client.by, clientId], [by, id]);
      assert.match(client.detail, /\p{L}{3}/u);
    });

  it("says what broke in a look-up", () => {
    const rules = { clients: [{ by: "expression", expression: `event.labels["org"]` }] };
    assert.match(route(rules, { clientHint: null }).client.detail, /the expression fails: No such key: org/);
  });

  it("is the connection's own last, and what was tried stays known", () => {
    const { clientId, client } = route({}, { clientHint: "x" }, { defaultClientId: harbor });
    assert.deepEqual([clientId, client.by], [harbor, "default"]);
    assert.match(client.detail, /the table for event.clientHint does not know "x"/);
  });
});

describe("the item of an event", () => {
  for (const [sentence, rules, change, found] of [
    ["is found by its name", {}, { resource: "sql-1" }, 1],
    ["is found by a key", {}, { resource: "10.0.0.5" }, 1],
    ["is the client's own among several", {}, { resource: "dc-1" }, 2],
    ["is none where nobody has one", {}, {}, null],
    [
      "is found by a pattern",
      { items: [{ by: "pattern", fact: "event.resource", pattern: "^([^.]+)\\.", gives: "$1" }] },
      { resource: "sql-1.acme.example" },
      1,
    ],
  ] as const)
    it(sentence, () => assert.equal(route(rules, change).itemId, found === null ? null : item(found, acme, "").id));
});
