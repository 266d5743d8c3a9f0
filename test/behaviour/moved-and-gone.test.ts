import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pg from "pg";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { SyncRules } from "../../schemas/sync-rules.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

async function openPair(
  context: { after(run: () => Promise<void>): void },
  rules: Partial<SyncRules> = {},
  clients?: readonly string[],
) {
  const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, {
    east: { connector: "autotask", desk: east, rules, ...(clients ? { clients } : {}) },
    west: { connector: "autotask", desk: west },
  });
  return { world, east, west };
}

const modeOf = async (world: DeskWorld, name: string) => {
  const rows = (await world.api.get("/connections")) as { name: string; mode: string; parkedReason: string | null }[];
  return rows.find((row) => row.name === name);
};

async function countHints(world: DeskWorld): Promise<number> {
  const database = new pg.Client(world.database.admin);
  await database.connect();
  try {
    const { rows } = await database.query("select count(*)::int as count from read_hint where due_at < 'infinity'");
    return (rows[0] as { count: number }).count;
  } finally {
    await database.end();
  }
}

describe("a ticket that goes to another client", () => {
  it("leaves the old client's record alone and is written anew where the new client is known", async (context) => {
    const { world, east, west } = await openPair(context);
    const [acme, harbor] = east.clients;
    const id = await east.technician.createTicket({ title: "Mail is slow", clientRef: acme?.ref ?? "" });
    await world.agreed(1, 2);
    const [old] = west.tickets();
    await east.technician.edit(id, { clientRef: harbor?.ref ?? "", title: "Mail is slow at Harbor" });
    await awaitUntil("the new client's record", async () =>
      west.tickets().some(({ clientRef }) => clientRef === harbor?.ref) ? true : undefined,
    );
    const there = west.tickets();
    assert.equal(there.length, 2);
    assert.equal(there.find(({ id: one }) => one === old?.id)?.title, "Mail is slow", "nothing more was written there");
    const [row] = await world.tickets();
    const { value: view } = await awaitUntil("the new link", async () => {
      const seen = await world.ticket(row?.id ?? "");
      return seen.links.every(({ state }) => state !== "creating") ? seen : undefined;
    });
    assert.equal(view.client, harbor?.name);
    assert.deepEqual(view.links.map(({ state }) => state).toSorted(), ["active", "active", "ended"]);
  });

  it("is written nowhere else while its client is not mapped, and again when it is back", async (context) => {
    const { world, east, west } = await openPair(context, {}, ["Acme Dental"]);
    const [acme, harbor] = east.clients;
    const id = await east.technician.createTicket({ title: "Mail is slow", clientRef: acme?.ref ?? "" });
    const [view] = await world.agreed(1, 2);
    const ended = async (reading: string, check: (states: string[]) => boolean) =>
      awaitUntil(reading, async () => {
        const { links } = await world.ticket(view?.id ?? "");
        return check(links.map(({ state }) => state)) ? true : undefined;
      });
    await east.technician.edit(id, { clientRef: harbor?.ref ?? "" });
    await ended("the other link's end", (states) => states.includes("ended"));
    await east.technician.edit(id, { title: "Mail is slow at Harbor", priority: "Critical" });
    await awaitUntil("the edit here", async () =>
      (await world.ticket(view?.id ?? "")).fields["priority"] === 1 ? true : undefined,
    );
    await ended("no record for the old client", (states) => states.toSorted().join() === "active,ended");
    assert.equal(west.tickets().length, 1);
    await east.technician.edit(id, { clientRef: acme?.ref ?? "" });
    await awaitUntil("the record that goes on", async () => (west.tickets().length === 2 ? true : undefined));
    await ended("both links", (states) => states.toSorted().join() === "active,active,ended");
    const markers = west.tickets().map(({ marker }) => marker);
    assert.equal(new Set(markers).size, 2, "a marker of its own");
  });

  it("is decided by the desk where it was born; elsewhere the change is told", async (context) => {
    const { world, east, west } = await openPair(context);
    await east.technician.createTicket({ title: "Mail is slow" });
    const [view] = await world.agreed(1, 2);
    await west.technician.edit(west.tickets()[0]?.id ?? "", { clientRef: west.clients[1]?.ref ?? "" });
    const { value } = await awaitUntil("the conflict", async () => {
      const seen = await world.ticket(view?.id ?? "");
      return seen.conflicts > 0 ? seen : undefined;
    });
    assert.equal(value.client, east.clients[0]?.name);
  });
});

describe("records that are deleted", () => {
  it("end their link for ever and leave their counterparts", async (context) => {
    const { world, east, west } = await openPair(context);
    const id = await east.technician.createTicket({ title: "Mail is slow" });
    const [view] = await world.agreed(1, 2);
    await east.technician.deleteTicket(id);
    const { value } = await awaitUntil("the link's end", async () => {
      const seen = await world.ticket(view?.id ?? "");
      return seen.links.some(({ state }) => state === "gone") ? seen : undefined;
    });
    assert.deepEqual(value.links.map(({ state }) => state).toSorted(), ["active", "gone"]);
    await west.technician.edit(west.tickets()[0]?.id ?? "", { priority: "Critical" });
    await awaitUntil("the other desk's edit", async () =>
      (await world.ticket(view?.id ?? "")).fields["priority"] === 1 ? true : undefined,
    );
    assert.equal(east.tickets().length, 0, "it is not made again");
  });

  it("pause the connection when so many go at once that it is no person's work", async (context) => {
    const { world, east, west } = await openPair(context);
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) ids.push(await east.technician.createTicket({ title: `Ticket ${index}` }));
    await world.agreed(12, 2);
    east.setFaults({ webhooksOff: true });
    for (const id of ids) await east.technician.deleteTicket(id);
    // Somebody changes them in the other desk, so that each is read before it is written.
    for (const { id } of west.tickets()) await west.technician.edit(id, { priority: "Low" });
    const { value: parked } = await awaitUntil("the pause", async () => {
      const row = await modeOf(world, "east");
      return row?.mode === "parked" ? row : undefined;
    });
    assert.match(parked.parkedReason ?? "", /no longer there within an hour/);
    const gone = (await Promise.all((await world.tickets()).map(({ id }) => world.ticket(id)))).flatMap(({ links }) =>
      links.filter(({ state }) => state === "gone"),
    );
    assert.ok(gone.length < 10, `${gone.length} links were given up before it was noticed`);
    assert.equal(west.tickets().length, 12);
  });
});

describe("a desk that closes a great many tickets at once", () => {
  it("is paused at its limit, and goes on when a person says that it was meant", async (context) => {
    const { world, east, west } = await openPair(context, { mostChanges: 5 });
    const ids: string[] = [];
    for (let index = 0; index < 8; index++) ids.push(await east.technician.createTicket({ title: `Ticket ${index}` }));
    await world.agreed(8, 2);
    for (const id of ids) await east.technician.edit(id, { status: "Complete" });
    await awaitUntil("the pause", async () => ((await modeOf(world, "east"))?.mode === "parked" ? true : undefined));
    const closed = () => west.tickets().filter(({ status }) => status === "Complete").length;
    await awaitUntil("what was taken before", async () => (closed() === 5 ? true : undefined));
    assert.ok((await countHints(world)) >= 3, "what was not taken is still to be read, however long the pause is");
    await world.api.patch("/connections/east", { mode: "live", allowMany: true });
    await awaitUntil("the rest", async () => (closed() === 8 ? true : undefined));
  });
});
