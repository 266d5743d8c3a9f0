import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CustomValue } from "../../../schemas/ticket.ts";
import { must } from "../expect.ts";
import type { Suite } from "../suite.ts";
import { type ContractWorld, ref } from "../world.ts";

const probe = "custom.probe";

/** Fields of the customer's own, as a table maps them: `custom.probe` here is one text field there. */
export function describeCustomFields(suite: Suite): void {
  const key = suite.options.customField ?? assert.fail("the options name no customField");
  describe("custom fields", () => {
    if (suite.manifest.mapped !== undefined) describeKnownFields(suite, key);

    it("carries those that are mapped, and no others", async (context) => {
      const { desk } = await suite.open(context);
      assert.deepEqual(
        desk.fields.filter((field) => field.startsWith("custom.")),
        [probe],
      );
      const { desk: bare } = await suite.open(context, { custom: {} });
      assert.deepEqual(bare.fields, desk.fields.slice(0, -1));
    });

    it("sends one with a new ticket, changes it and clears it, as people there see it", async (context) => {
      const world = await suite.open(context);
      const id = await world.create({ [probe]: "Rack 7" });
      assert.equal(world.ticket(id).custom[key], "Rack 7");
      const { custom: _custom, ...before } = world.ticket(id);
      for (const value of ["Größe > 5 & Preis < 3", null]) {
        await write(world, id, value);
        const { custom, ...after } = world.ticket(id);
        assert.equal(custom[key] ?? "", value ?? "");
        assert.deepEqual(after, before, "nothing else has moved");
        assert.deepEqual(await readBack(world, id), { kind: "value", value });
      }
    });

    it("reads what a technician has set, and an empty one as empty", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      assert.deepEqual(await readBack(world, id), { kind: "value", value: null });
      await world.simulator.technician.edit(id, { custom: { [key]: "Rack 9" } });
      assert.deepEqual(await readBack(world, id), { kind: "value", value: "Rack 9" });
      await world.simulator.technician.edit(id, { custom: { [key]: "" } });
      assert.deepEqual(await readBack(world, id), { kind: "value", value: null });
    });

    for (const [kind, value, text] of [
      ["number", 12.5, "12.5"],
      ["boolean", true, "true"],
      ["date", "2026-01-31", "2026-01-31"],
    ] as const)
      it(`keeps a ${kind}, and stops at what is none`, async (context) => {
        const world = await suite.open(context, { custom: { probe: { field: key, kind } } });
        const id = await world.create({ [probe]: value });
        assert.equal(world.ticket(id).custom[key], text);
        assert.deepEqual(await readBack(world, id), { kind: "value", value });
        await world.simulator.technician.edit(id, { custom: { [key]: "many" }, title: "Renamed" });
        const lens = await world.lens();
        const { raw } = await world.read(id);
        for (const answer of [lens.from(probe, raw[probe] ?? null), lens.to(probe, "many")])
          assert.match(
            answer.kind === "unmapped" ? answer.detail : answer.kind,
            new RegExp(`"many".* no ${kind}.*maps`),
          );
        assert.deepEqual(lens.from("title", raw.title ?? null), { kind: "value", value: "Renamed" });
      });
  });
}

/** Where the desk tells which fields there are. */
function describeKnownFields(suite: Suite, key: string): void {
  it("discovers the fields that may be mapped", async (context) => {
    const { desk } = await suite.open(context);
    const { customFields = [] } = must(await desk.discover());
    assert.ok(
      customFields.some((field) => field.key === key && field.label !== ""),
      `${key} is missing`,
    );
    assert.equal(new Set(customFields.map((field) => field.key)).size, customFields.length, "a key stands twice");
  });

  it("stops at a field that is not there (any more), both ways, and at nothing else", async (context) => {
    const world = await suite.open(context, { custom: { probe: { field: "no_such_field", kind: "text" } } });
    const id = await world.create();
    const lens = await world.lens();
    const { raw } = await world.read(id);
    for (const answer of [lens.from(probe, raw[probe] ?? null), lens.to(probe, "Rack 7")])
      assert.match(answer.kind === "unmapped" ? answer.detail : answer.kind, /no field "no_such_field".*maps/);
    assert.equal(lens.from("title", raw.title ?? null).kind, "value");
  });
}

async function write(world: ContractWorld, id: string, value: CustomValue): Promise<void> {
  must(await world.desk.write({ externalId: ref(id), raw: await world.toRaw({ [probe]: value }) }));
}

async function readBack(world: ContractWorld, id: string) {
  const { raw } = await world.read(id);
  assert.ok(probe in raw, "the field was not read");
  return (await world.lens()).from(probe, raw[probe] ?? null);
}
