import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import type { Json } from "../../schemas/json.ts";
import { longAgo, openWorld } from "./test-support.ts";
import type { Quirks } from "./simulator/quirks.ts";

const failed = (steps: readonly { step: string; ok: boolean; detail: string }[]) => steps.filter(({ ok }) => !ok);

describe("testing a connection", () => {
  it("says step by step what works, and writes nothing", async (context) => {
    const world = await openWorld(context);
    const steps = await Array.fromAsync(world.desk.test());
    assert.deepEqual(failed(steps), []);
    assert.equal(steps.length, 12);
    assert.deepEqual(world.simulator.ledger(), []);
  });

  const cases: readonly {
    name: string;
    settings?: Readonly<Record<string, Json>>;
    secrets?: Readonly<Record<string, string>>;
    quirks?: Partial<Quirks>;
    step: string;
    says: RegExp;
  }[] = [
    {
      name: "a wrong secret",
      secrets: { clientSecret: "not-the-secret" },
      step: "Sign in",
      says: /client ID and secret/,
    },
    { name: "a scope that does not exist", settings: { scope: "read:actions" }, step: "Sign in", says: /scope/ },
    { name: "a wrong tenant", settings: { tenant: "somebody" }, step: "Sign in", says: /tenant/ },
    { name: "no right to see who we are", quirks: { forbidden: ["agent"] }, step: "Find our own agent", says: /403/ },
    {
      name: "no right to lists",
      quirks: { forbidden: ["outcome"] },
      step: "Read statuses, types, teams, agents and outcomes",
      says: /403/,
    },
    {
      name: "no right to look up the marker field",
      quirks: { forbidden: ["fieldinfo"] },
      step: "Read statuses, types, teams, agents and outcomes",
      says: /marker field.*number/i,
    },
    {
      name: "no marker field",
      settings: { markerField: "CFOther" },
      step: "Find the marker field",
      says: /no custom field "CFOther"/,
    },
    {
      name: "a marker field of another type",
      settings: { markerField: "AffectedService" },
      step: "Find the marker field",
      says: /not a text field/,
    },
    {
      name: "a type that is not there",
      settings: { ticketTypeId: 77 },
      step: "Find the type of new tickets",
      says: /no ticket type 77/,
    },
    {
      name: "an outcome that is not there",
      settings: { internalOutcomeId: 77 },
      step: "Find the outcome of internal notes",
      says: /no outcome 77/,
    },
    {
      name: "an outcome that mails and moves the ticket",
      settings: { publicOutcomeId: 52 },
      step: "Find the outcome of public notes",
      says: /sends an e-mail.*sets the status 4/,
    },
    { name: "no right to people", quirks: { forbidden: ["users"] }, step: "Read people at the customers", says: /403/ },
    {
      name: "no right to webhooks",
      quirks: { forbidden: ["webhook"] },
      step: "May register its webhook",
      says: /by hand/,
    },
  ];
  for (const { name, settings, secrets, quirks, step, says } of cases)
    it(`tells of ${name}`, async (context) => {
      const world = await openWorld(context, {
        ...(settings ? { settings: () => settings } : {}),
        ...(secrets ? { secrets } : {}),
      });
      world.simulator.setQuirks(quirks ?? {});
      const [first] = failed(await Array.fromAsync(world.desk.test()));
      assert.equal(first?.step, step);
      assert.match(first.detail, says);
    });

  it("tells of a token that no call accepts", async (context) => {
    const world = await openWorld(context);
    world.simulator.setQuirks({ tokensWithoutScope: true });
    const [first] = failed(await Array.fromAsync(world.desk.test()));
    assert.match(first?.detail ?? "", /refuses a fresh token.*scope/);
    assert.equal(world.simulator.tokensGiven(), 2);
  });

  it("takes the marker field by its number, without the right to look it up", async (context) => {
    const world = await openWorld(context, { settings: () => ({ markerField: "178" }) });
    world.simulator.setQuirks({ forbidden: ["fieldinfo"] });
    assert.deepEqual(failed(await Array.fromAsync(world.desk.test())), []);
  });

  for (const [name, answer, says] of [
    [
      "a web page",
      { status: 200, type: "text/html", body: "<!doctype html><p>Welcome</p>" },
      /does not answer as a Halo.*web page/,
    ],
    ["another API", { status: 404, type: "application/json", body: "{}" }, /does not answer as a Halo/],
    [
      "something else in JSON",
      { status: 200, type: "application/json", body: '{"hello":1}' },
      /does not answer as a Halo/,
    ],
  ] as const)
    it(`tells of an address with ${name}`, async (context) => {
      const server = createServer((_request, response) =>
        response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body),
      );
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      context.after(() => server.close());
      const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      const world = await openWorld(context, { settings: () => ({ baseUrl: `http://${address}` }), allow: [address] });
      const steps = await Array.fromAsync(world.desk.test());
      assert.equal(steps.length, 1);
      assert.match(steps[0]?.detail ?? "", says);
    });

  it("tells of a server that speaks no TLS and of one that is not there", async (context) => {
    const tls = await openWorld(context, { settings: ({ url }) => ({ baseUrl: url.replace("http:", "https:") }) });
    const [first] = await Array.fromAsync(tls.desk.test());
    assert.equal(first?.ok, false);
    assert.match(first.detail, /secure connection|SSL|could not be reached/i);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const settings = () => ({ baseUrl: `http://${address}` });
    const nothing = await openWorld(context, { settings, allow: [address] });
    const [only] = await Array.fromAsync(nothing.desk.test());
    assert.match(only?.detail ?? "", /could not be reached/);
  });

  it("discovers what mapping forms need", async (context) => {
    const world = await openWorld(context);
    const found = await world.desk.discover();
    if (!found.ok) return assert.fail(found.error.detail);
    const { choices, clients } = found.value;
    assert.deepEqual(
      clients.map(({ externalId, name }) => `${externalId} ${name}`),
      ["41 Acme Dental", "44 Harbor Foods"],
    );
    assert.ok(choices.status?.some(({ value, label }) => value === "23" && label === "On Hold"));
    assert.equal(
      choices.status?.some(({ label }) => label === "In Stock"),
      false,
    );
    assert.deepEqual(
      choices.priority?.map(({ label }) => label),
      ["Critical / P1 Gold", "High / P2 Gold", "Medium", "Low / P4 Gold"],
    );
    assert.ok(choices.queue?.some(({ value, active }) => value === "Old Team" && !active));
    assert.ok((await world.desk.listChanged(null, longAgo)).ok);
  });
});
