import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FieldName } from "../../../schemas/ticket.ts";
import { must } from "../expect.ts";
import { alterSecret } from "../secrets.ts";
import type { Suite } from "../suite.ts";
import type { ContractWorld } from "../world.ts";

const effectsOf = ({ simulator }: ContractWorld) => simulator.ledger().filter(({ by }) => by === "api");

/** Opening a connection, trying it, and finding out what there is to map. */
export function describeConnection(suite: Suite): void {
  describe("connection", () => {
    it("has exactly the methods that its capabilities promise", async (context) => {
      const { desk, inbound } = await suite.open(context);
      const promised = {
        editComments: [desk.editComment],
        attachments: [desk.attachments, desk.readAttachment, desk.addAttachment],
        registerWebhook: [desk.ensureWebhook, desk.removeWebhook],
        history: [desk.history],
        webhook: [inbound],
      } as const;
      for (const [capability, methods] of Object.entries(promised)) {
        const has = suite.can(capability as keyof typeof promised);
        for (const method of methods) assert.equal(method !== undefined, has, capability);
      }
      assert.equal(desk.attachmentLimitBytes > 0, suite.can("attachments"));
    });

    it("carries known fields, once each, title and status among them", async (context) => {
      const { desk } = await suite.open(context);
      assert.deepEqual(FieldName.array().parse([...new Set(desk.fields)]), [...desk.fields]);
      assert.ok(desk.fields.includes("title") && desk.fields.includes("status"));
      for (const figure of [desk.indexLagMs, desk.longestRequestMs, desk.attachmentLimitBytes])
        assert.ok(Number.isInteger(figure) && figure >= 0, `${figure}`);
    });

    it("has a budget that lets it live, where it has one", async (context) => {
      const { simulator } = await suite.open(context);
      const budget = suite.options.connector.budget({ ...simulator.settings, ...suite.options.settings });
      assert.ok(budget === undefined || (budget.calls >= 1 && budget.windowMs >= 1_000), JSON.stringify(budget));
    });

    it("tests well when all is well, and writes nothing by it", async (context) => {
      const world = await suite.open(context);
      await world.simulator.technician.createTicket({ title: "Somebody's" });
      const before = world.simulator.tickets();
      const steps = await Array.fromAsync(world.desk.test());
      assert.ok(steps.length > 0);
      assert.deepEqual(
        steps.filter(({ ok }) => !ok),
        [],
      );
      for (const { step, detail } of steps) assert.match(`${step} ${detail}`, /\p{L}{3}.* .*\p{L}{2}/u);
      assert.deepEqual(effectsOf(world), []);
      assert.deepEqual(world.simulator.tickets(), before);
    });

    it("notices each secret that is wrong: in its test, or at the next delivery", async (context) => {
      const { simulator } = await suite.open(context);
      for (const [key, secret] of Object.entries(simulator.secrets)) {
        const world = await suite.open(context, { secrets: { [key]: alterSecret(secret) } });
        const steps = await Array.fromAsync(world.desk.test());
        const wrong = steps.filter(({ ok }) => !ok);
        for (const { detail } of wrong) assert.match(detail, /\p{L}{3}.* .*\p{L}{2}/u, `${key}: no words`);
        assert.deepEqual(effectsOf(world), [], key);
        const refuses = suite.can("webhook") && (await refusesDelivery(world));
        assert.ok(wrong.length > 0 || refuses, `${key} may be wrong without a sign`);
      }
    });

    describeDiscovery(suite);
  });
}

async function refusesDelivery(world: ContractWorld): Promise<boolean> {
  const receiver = await world.hear();
  await world.simulator.technician.createTicket({ title: "Somebody's" });
  await world.simulator.settled();
  const [request] = receiver.received;
  assert.ok(request, "the simulator called nobody");
  return world.inbound?.verify(request).accepted === false;
}

function describeDiscovery(suite: Suite): void {
  const { mapped } = suite.manifest;
  if (mapped === undefined) {
    it("answers discovery, though it speaks our own words and has nothing to map", async (context) => {
      const { desk } = await suite.open(context);
      assert.deepEqual(must(await desk.discover()).choices, {});
    });
    return;
  }
  it("discovers every customer by key and name", async (context) => {
    const { desk, simulator } = await suite.open(context);
    const { clients } = must(await desk.discover());
    assert.ok(simulator.clients.length >= 2);
    for (const { ref, name } of simulator.clients)
      assert.ok(
        clients.some((one) => one.externalId === ref && one.name === name),
        `${name} is missing`,
      );
    assert.equal(new Set(clients.map(({ externalId }) => externalId)).size, clients.length);
  });
  for (const field of mapped)
    it(`discovers what may be chosen as ${field}`, async (context) => {
      const { desk } = await suite.open(context);
      const choices = must(await desk.discover()).choices[field] ?? [];
      assert.ok(
        choices.some(({ active, label }) => active && label !== ""),
        `no choices of ${field}`,
      );
      assert.equal(new Set(choices.map(({ value }) => value)).size, choices.length, "a value stands twice");
    });
  it("discovers all values that its own tables name", async (context) => {
    const { desk } = await suite.open(context);
    const { choices } = must(await desk.discover());
    for (const [field, table] of Object.entries(suite.manifest.defaultMaps ?? {})) {
      const known = choices[field as keyof typeof choices]?.map(({ value }) => value) ?? [];
      const written = Object.values(table?.out ?? {});
      assert.deepEqual(
        written.filter((value) => !known.includes(String(value))),
        [],
        field,
      );
    }
  });
}
