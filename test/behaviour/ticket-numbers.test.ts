import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

describe("a number that two desks have given", () => {
  it("names neither ticket, and says by which codes they are named", async (context) => {
    const [north, south] = [await startAutotaskSimulator(), await startAutotaskSimulator()];
    const rules = { send: "false" };
    const world = await openDeskWorld(context, {
      north: { connector: "autotask", desk: north, rules },
      south: { connector: "autotask", desk: south, rules },
    });
    const ids = [
      await north.technician.createTicket({ title: "Printer on fire" }),
      await south.technician.createTicket({ title: "Phone is dead" }),
    ];
    assert.equal(ids[0], ids[1], "both count from the same number");
    await world.readNow();
    const { value: tickets } = await awaitUntil("both here", async () => {
      const found = await world.tickets();
      return found.length === 2 ? found : undefined;
    });
    const views = await Promise.all(tickets.map(({ id }) => world.ticket(id)));
    const number = views[0]?.links[0]?.number ?? "";
    for (const wanted of [ids[0], number])
      await assert.rejects(world.ticket(String(wanted)), (error) => {
        assert.ok(error instanceof Error);
        for (const { code } of views) assert.ok(code !== null && error.message.includes(code), error.message);
        return true;
      });
    await assert.rejects(world.api.patch(`/tickets/${number}`, { title: "Whose?" }), /more than one ticket/);
    for (const { code, id } of views) assert.equal((await world.ticket(code ?? "")).id, id);
  });
});
