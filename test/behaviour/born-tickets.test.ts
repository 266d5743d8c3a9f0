import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { SimulatedTicket } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

const startTwo = async () => ({
  east: { connector: "autotask", desk: await startAutotaskSimulator({ webhookRetryMs: 100 }) },
  west: { connector: "autotask", desk: await startAutotaskSimulator({ webhookRetryMs: 100 }) },
});

const only = (tickets: readonly SimulatedTicket[]): SimulatedTicket =>
  tickets.length === 1 && tickets[0] ? tickets[0] : assert.fail(`${tickets.length} tickets`);

describe("a ticket that a technician opens in one desk", () => {
  it("appears in the other with what was written before, and both stay equal", async (context) => {
    const { east, west } = await startTwo();
    const world = await openDeskWorld(context, { east, west });
    const id = await east.desk.technician.createTicket({
      title: "Printer on fire",
      description: "Second floor.",
      priority: "Critical",
      assignee: "ann.keller@northwind.example",
    });
    await east.desk.technician.addComment(id, { text: "Brought an extinguisher.", visibility: "public" });
    await world.agreed(1, 2);
    const there = only(west.desk.tickets());
    assert.deepEqual(
      [there.title, there.description, there.priority, there.assignee],
      ["Printer on fire", "Second floor.", "Critical", "ann.keller@northwind.example"],
    );
    await west.desk.technician.edit(there.id, { status: "In Progress", assignee: "bob.ruiz@northwind.example" });
    await west.desk.technician.addComment(there.id, { text: "It is out.", visibility: "internal" });
    await awaitUntil("the answer in the first desk", async () => {
      const here = only(east.desk.tickets());
      return here.status === "In Progress" && here.comments.length === 2 ? true : undefined;
    });
    await world.agreed(1, 2);
    const here = only(east.desk.tickets());
    assert.equal(here.assignee, "bob.ruiz@northwind.example");
    assert.deepEqual(
      here.comments.map(({ text, visibility }) => [text, visibility]),
      [
        ["Brought an extinguisher.", "public"],
        ["Bob Ruiz:\nIt is out.".replace("Bob Ruiz", "Ann Keller"), "internal"],
      ],
    );
    assert.equal(only(west.desk.tickets()).comments.length, 2, "the copy did not come back");
  });

  it("waits in quarantine while its client is unknown, and one mapping takes it with its clock running", async (context) => {
    const { east, west } = await startTwo();
    const world = await openDeskWorld(context, { east: { ...east, clients: [] }, west });
    await east.desk.technician.createTicket({ title: "Nobody knows us" });
    const { value: held } = await awaitUntil("the held record", async () => {
      const rows = (await world.api.get("/quarantine")) as { kind: string; detail: string }[];
      return rows.find(({ kind }) => kind === "record");
    });
    assert.match(held.detail, /belongs to the client "31244"/);
    const mapped = await world.api.post("/client-map", {
      connection: "east",
      externalId: east.desk.clients[0]?.ref ?? "",
      client: "Acme Dental",
    });
    assert.equal((mapped as { released: number }).released, 1);
    const [view] = await world.agreed(1, 2);
    assert.equal(only(west.desk.tickets()).title, "Nobody knows us");
    const due = view?.clocks[0]?.dueAt;
    assert.ok(due !== undefined && due !== null, "its clock runs");
  });

  it("is left alone where the connection's rule does not ask for it", async (context) => {
    const { east, west } = await startTwo();
    const world = await openDeskWorld(context, {
      east: { ...east, rules: { take: 'record.priority <= 2 && record.title.contains("outage")' } },
      west,
    });
    await east.desk.technician.createTicket({ title: "New toner", priority: "Low" });
    await east.desk.technician.createTicket({ title: "Mail outage", priority: "Critical" });
    await world.agreed(1, 2);
    assert.equal(only(west.desk.tickets()).title, "Mail outage");
  });

  it("joins the alert's ticket when its text names the code", async (context) => {
    const { east, west } = await startTwo();
    const world = await openDeskWorld(context, { east, west: { ...west, rules: { send: "false" } } });
    await east.desk.technician.createTicket({ title: "Backup failed" });
    const [first] = await world.agreed(1, 1);
    const code = first?.code ?? assert.fail("no code");
    await west.desk.technician.createTicket({ title: `Backup again, see ${code}` });
    const [joined] = await world.agreed(1, 2);
    assert.equal(joined?.id, first?.id);
    assert.equal(west.desk.tickets().length, 1);
  });
});
