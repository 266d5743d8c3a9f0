import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator, SimulatedTicket } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { CustomKind } from "../../schemas/value-map.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const only = (desk: DeskSimulator): SimulatedTicket => {
  const tickets = desk.tickets();
  return tickets.length === 1 && tickets[0] ? tickets[0] : assert.fail(`${tickets.length} tickets`);
};

async function openTwo(context: { after(run: () => Promise<void>): void }, theirKind: CustomKind = "text") {
  const autotask = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const halopsa = await startHaloSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, {
    autotask: { connector: "autotask", desk: autotask, maps: { custom: { rack: { field: "Rack", kind: "text" } } } },
    halopsa: { connector: "halopsa", desk: halopsa, maps: { custom: { rack: { field: "150", kind: theirKind } } } },
  });
  return { world, autotask, halopsa };
}

/** A changed field of the customer's own calls no webhook at Autotask, so it is asked. */
async function awaitCustom(world: DeskWorld, desk: DeskSimulator, key: string, value: string): Promise<void> {
  await world.readNow();
  await awaitUntil(`${key} = ${value}`, async () => (only(desk).custom[key] === value ? true : undefined));
}

describe("a field of the customer's own", () => {
  it("goes along with a ticket that is born with it, and comes back edited", async (context) => {
    const { world, autotask, halopsa } = await openTwo(context);
    const id = await autotask.technician.createTicket({ title: "Fan is loud", custom: { Rack: "R7", Seats: "12" } });
    const [view] = await world.agreed(1, 2);
    assert.equal(view?.fields["custom.rack"], "R7");
    assert.deepEqual(only(halopsa).custom, { "150": "R7" });

    await halopsa.technician.edit(only(halopsa).id, { custom: { "150": "R9" } });
    await awaitCustom(world, autotask, "Rack", "R9");
    assert.equal(only(autotask).custom["Seats"], "12", "what is not mapped is left alone");

    await autotask.technician.edit(id, { custom: { Rack: "R11" } });
    await awaitCustom(world, halopsa, "150", "R11");
    const [after] = await world.agreed(1, 2);
    assert.equal(after?.conflicts, 0);
    assert.deepEqual(
      after?.timeline.filter(({ text }) => text.startsWith("custom.rack")).map(({ text }) => text),
      ["custom.rack: R7 → R9", "custom.rack: R9 → R11"],
    );
  });

  it("stops alone where the other desk cannot hold it, and goes on once it is mapped anew", async (context) => {
    const { world, autotask, halopsa } = await openTwo(context, "number");
    await autotask.technician.createTicket({ title: "Fan is loud", custom: { Rack: "upper" } });
    const held = async () => {
      const [view] = await world.agreed(1, 2);
      const link = view?.links.find(({ connector }) => connector === "halopsa");
      return link?.held["custom.rack"] as { kind: string; detail: string } | undefined;
    };
    assert.match((await held())?.detail ?? "", /holds "upper", which is no number\. .*--custom rack=/);
    assert.equal(only(halopsa).title, "Fan is loud");
    await world.api.patch("/connections/halopsa", { maps: { custom: { rack: { field: "150", kind: "text" } } } });
    await autotask.technician.edit(only(autotask).id, { title: "Fan is very loud" });
    await awaitCustom(world, halopsa, "150", "upper");
    await world.agreed(1, 2);
    assert.equal(await held(), undefined);
  });

  it("that is mapped to another field there is read anew, and what was agreed is no edit of it", async (context) => {
    const { world, autotask, halopsa } = await openTwo(context);
    await autotask.technician.createTicket({ title: "Fan is loud", custom: { Rack: "R7" } });
    await world.agreed(1, 2);
    await world.api.patch("/connections/halopsa", { maps: { custom: { rack: { field: "181", kind: "text" } } } });
    await halopsa.technician.edit(only(halopsa).id, { assignee: "bob.ruiz@northwind.example" });
    await awaitCustom(world, halopsa, "181", "R7");
    assert.equal(only(autotask).custom["Rack"], "R7", "the empty field did not wipe it");
  });

  for (const [sentence, custom, expected] of [
    ["that the desk does not have", { rack: { field: "999" } }, /maps\.custom\.rack: .*"999".*150 \(Cost centre\)/],
    ["that is mapped twice", { a: { field: "150" }, b: { field: "150" } }, /maps\.custom\.b: .*mapped twice/],
    ["by a key that is none", { "Rack no": { field: "150" } }, /maps\.custom/],
  ] as const)
    it(`is refused when one is saved ${sentence}`, async (context) => {
      const { world } = await openTwo(context);
      await assert.rejects(world.api.patch("/connections/halopsa", { maps: { custom } }), expected);
    });
});
