import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();

describe("alerts whose client nobody knows", () => {
  it("wait, say what was tried, and go on together once it is mapped", async () => {
    const hint = "harbor-law";
    const outcomes = [
      await intake.deliver(
        { alertname: "Held one", client: hint, instance: "a" },
        { alertname: "Held two", client: hint, instance: "b" },
      ),
      await intake.deliver({ alertname: "Held three", client: hint, instance: "c" }),
      await intake.deliver({ alertname: "Held four", client: "somebody else", instance: "d" }),
    ];
    assert.deepEqual(outcomes, ["quarantined", "quarantined", "quarantined"]);
    const held = (await intake.world.api.get("/quarantine")) as { detail: string }[];
    assert.match(
      held[0]?.detail ?? "",
      /"harbor-law" is not mapped\. Tried: the table for event\.clientHint does not know/,
    );
    type Unknown = { externalId: string; connection: string; alerts: number; records: number };
    const unknown = (await intake.world.api.get("/clients/unknown")) as Unknown[];
    assert.deepEqual(
      unknown.map(({ externalId, connection, alerts, records }) => [externalId, connection, alerts, records]),
      [
        [hint, "prometheus", 3, 0],
        ["somebody else", "prometheus", 1, 0],
      ],
    );
    const mapped = await intake.world.api.post("/client-map", {
      connection: "prometheus",
      externalId: hint,
      client: "Harbor Law",
    });
    assert.equal((mapped as { waiting: number }).waiting, 3);
    assert.deepEqual(await intake.world.api.post("/deliveries/replay", { clientHint: hint }), {
      replayed: 3,
      openNone: 0,
    });
    for (const title of ["Held one", "Held two", "Held three"])
      await awaitUntil(title, async () => ((await intake.titled(title)) ? true : undefined));
    assert.equal(await intake.titled("Held four"), undefined);
    type Client = { name: string; customers: { connection: string; externalId: string }[]; openTickets: number };
    const clients = (await intake.world.api.get("/clients")) as Client[];
    const { customers, openTickets } = clients.find(({ name }) => name === "Harbor Law") ?? assert.fail("no client");
    assert.deepEqual([customers, openTickets], [[{ connection: "prometheus", externalId: hint }], 3]);
    assert.deepEqual(await intake.world.api.post("/deliveries/replay", { clientHint: hint }), {
      replayed: 0,
      openNone: 0,
    });
  });

  it("wait again once its name is taken from it; what it had stays", async () => {
    const place = "connection=prometheus&externalId=harbor-law";
    assert.deepEqual(await intake.world.api.remove(`/client-map?${place}`), {
      client: "Harbor Law",
      externalId: "harbor-law",
    });
    await assert.rejects(intake.world.api.remove(`/client-map?${place}`), /"harbor-law" of "prometheus" is no client/);
    assert.equal(await intake.deliver({ alertname: "Held five", client: "harbor-law", instance: "e" }), "quarantined");
    type Client = { name: string; customers: unknown[]; openTickets: number };
    const clients = (await intake.world.api.get("/clients")) as Client[];
    const { customers, openTickets } = clients.find(({ name }) => name === "Harbor Law") ?? assert.fail("no client");
    assert.deepEqual([customers, openTickets], [[], 3]);
    const { entries } = (await intake.world.api.get("/audit?action=client.unmap&limit=1")) as {
      entries: { object: string; detail: object }[];
    };
    assert.deepEqual(
      [entries[0]?.object, entries[0]?.detail],
      ["Harbor Law", { connection: "prometheus", externalId: "harbor-law" }],
    );
    const mapping = { connection: "prometheus", externalId: "harbor-law", client: "Harbor Law" };
    assert.equal(((await intake.world.api.post("/client-map", mapping)) as { waiting: number }).waiting, 1);
    await intake.world.api.post("/deliveries/replay", { clientHint: "harbor-law" });
    await awaitUntil("its ticket", async () => ((await intake.titled("Held five")) ? true : undefined));
  });

  it("go on by a look-up that was added since", async () => {
    await intake.setRules("clients: [{ by: expression, expression: '\"Harbor Law\"' }]");
    assert.deepEqual(await intake.world.api.post("/deliveries/replay", { clientHint: null }), {
      replayed: 1,
      openNone: 0,
    });
    await awaitUntil("the fourth", async () => ((await intake.titled("Held four")) ? true : undefined));
  });
});

describe("configuration items", () => {
  it("weigh priorities, tell the client, and are known to rules with what stands above them", async () => {
    const items = [
      { client: "Acme Dental", name: "Leeds", kind: "site" },
      { client: "Acme Dental", name: "rack-1", kind: "rack", parents: ["Leeds"] },
      {
        client: "acme dental",
        name: "pbx-1",
        keys: ["10.9.9.9"],
        kind: "pbx",
        criticality: "critical",
        parents: ["rack-1"],
      },
    ];
    assert.deepEqual(await intake.world.api.post("/items", { items }), { created: 3, updated: 0 });
    assert.deepEqual(await intake.world.api.post("/items", { items: items.slice(0, 1) }), { created: 0, updated: 1 });
    await intake.setRules("rules: [{ id: leeds, when: '\"Leeds\" in item.parents', set: { queue: Leeds } }]");
    assert.equal(await intake.deliver({ alertname: "No calls", instance: "10.9.9.9", severity: "warning" }), "applied");
    const { fields, client } = await intake.ticketOf("No calls");
    assert.deepEqual([client, fields.priority, fields.queue], ["Acme Dental", 1, "Leeds"]);
  });

  it("are refused with their place where a name is not known", async () => {
    const items = [
      { client: "Nobody", name: "x" },
      { client: "Acme Dental", name: "y", parents: ["z"] },
    ];
    await assert.rejects(intake.world.api.post("/items", { items }), /items\.0\.client: there is no client "Nobody"/);
    await assert.rejects(
      intake.world.api.post("/items", { items: items.slice(1) }),
      /items\.0\.parents: the client has no other item "z"/,
    );
    const listed = (await intake.world.api.get("/items?client=Acme%20Dental")) as { name: string }[];
    assert.deepEqual(
      listed.map(({ name }) => name),
      ["Leeds", "pbx-1", "rack-1"],
    );
  });
});
