import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

type Planned = {
  title: string;
  operation: string;
  fields: { field: string; from: unknown; to: unknown }[];
  detail: string | null;
};
type Imported = { externalId: string; action: string; how: string | null; title: string };

const start = async () => ({
  psa: { connector: "autotask", desk: await startAutotaskSimulator({ webhookRetryMs: 100 }) },
  halo: { connector: "halopsa", desk: await startHaloSimulator({ webhookRetryMs: 100 }) },
});

describe("shadow mode", () => {
  it("reads and merges, shows field by field what it would write, and writes nothing until it is live", async (context) => {
    const { psa, halo } = await start();
    const world = await openDeskWorld(context, { psa, halo });
    const id = await psa.desk.technician.createTicket({ title: "Printer on fire", priority: "High" });
    await world.agreed(1, 2);
    await world.api.patch("/connections/halo", { mode: "shadow" });
    const before = halo.desk.ledger().length;
    await psa.desk.technician.edit(id, { priority: "Critical", status: "In Progress" });
    await psa.desk.technician.addComment(id, { text: "Send water.", visibility: "internal" });
    await psa.desk.technician.createTicket({ title: "Smoke" });
    const { value: planned } = await awaitUntil("the preview", async () => {
      const rows = (await world.api.get("/connections/halo/preview")) as Planned[];
      return rows.length === 3 ? rows : undefined;
    });
    const write = planned.find(({ operation }) => operation === "write");
    assert.deepEqual(
      write?.fields.toSorted((a, b) => a.field.localeCompare(b.field)),
      [
        { field: "priority", from: 2, to: 1 },
        { field: "status", from: "new", to: "inProgress" },
      ],
    );
    assert.match(
      planned.find(({ operation }) => operation === "comment")?.detail ?? "",
      /internal: Ann Keller:\s+Send water/,
    );
    assert.equal(planned.find(({ operation }) => operation === "create")?.title, "Smoke");
    assert.equal(halo.desk.ledger().length, before, "nothing was written");
    await world.api.patch("/connections/halo", { mode: "live" });
    await world.agreed(2, 2);
    assert.deepEqual(
      halo.desk
        .tickets()
        .map(({ priority }) => priority)
        .includes("Critical"),
      true,
    );
    assert.deepEqual(await world.api.get("/connections/halo/preview"), []);
  });
});

/** The things that such rows of the audit are about. */
async function audited(world: DeskWorld, action: string): Promise<readonly string[]> {
  const { entries } = (await world.api.get(`/audit?action=${action}`)) as { entries: { object: string }[] };
  return entries.map(({ object }) => object);
}

describe("an import of older tickets", () => {
  it("shows the pairs first, links twins by number and list, and makes nothing twice", async (context) => {
    const { psa, halo } = await start();
    const technician = halo.desk.technician;
    const twin = await technician.createTicket({ title: "Old printer trouble" });
    const listed = await technician.createTicket({ title: "Slow network" });
    await technician.createTicket({ title: "Only here" });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    // The connection is younger than its records by more than any clock may be wrong.
    const world = await openDeskWorld(context, { psa, halo: { ...halo, rules: { take: "false", send: "false" } } });
    const first = await psa.desk.technician.createTicket({ title: "Printer" });
    await psa.desk.technician.createTicket({ title: "Network" });
    await awaitUntil("both tickets", async () => ((await world.tickets()).length === 2 ? true : undefined));
    const number = psa.desk.tickets().find(({ id }) => id === first)?.number ?? "";
    await technician.edit(twin, { description: `Same as ${number} in Autotask.` });
    const network = (await world.tickets()).find(({ title }) => title === "Network")?.id ?? "";
    const pairs = { [listed]: network };
    const shown = (await world.api.post("/connections/halo/import", { since, pairs })) as Imported[];
    assert.deepEqual(shown.map(({ title, action, how }) => [title, action, how]).toSorted(), [
      ["Old printer trouble", "attach", "number"],
      ["Only here", "notAsked", null],
      ["Slow network", "attach", "list"],
    ]);
    const links = async () =>
      (await Promise.all((await world.tickets()).map(({ id }) => world.ticket(id)))).flatMap((view) => view.links);
    const halos = async () => (await links()).filter(({ connection }) => connection === "halo");
    assert.equal((await halos()).filter(({ externalId }) => externalId === twin).length, 0, "nothing was linked yet");
    await world.api.post("/connections/halo/import", { since, pairs, apply: true });
    await awaitUntil("the pairs", async () => {
      const ids = (await halos()).map(({ externalId }) => externalId);
      return ids.includes(twin) && ids.includes(listed) ? true : undefined;
    });
    const again = (await world.api.post("/connections/halo/import", { since, pairs, apply: true })) as Imported[];
    assert.deepEqual(again.map(({ action }) => action).toSorted(), ["known", "known", "notAsked"]);
    assert.deepEqual((await audited(world, "record.import")).toSorted(), [listed, twin].toSorted());
    assert.equal(halo.desk.tickets().length, 3);
  });
});

type Found = { at: string; differing: number; named: { fields: { field: string; state: string }[] }[] } | null;

describe("the drift report", () => {
  it("lists what a desk says otherwise, and repairs it for one ticket or all", async (context) => {
    const { psa, halo } = await start();
    const world = await openDeskWorld(context, { psa, halo });
    const id = await psa.desk.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 2);
    // A title is owned by its birth desk: what somebody writes over it elsewhere is shown, not imported.
    const there = halo.desk.tickets()[0]?.id ?? "";
    await halo.desk.technician.edit(there, { title: "Somebody else's title" });
    await world.readNow();
    type Report = {
      links: number;
      drift: { ticketId: string; fields: { field: string; theirs: string; state: string }[] }[];
    };
    const { value: report } = await awaitUntil("the held title", async () => {
      const seen = (await world.api.post("/connections/halo/drift")) as Report;
      return seen.drift[0]?.fields[0]?.state === "held" ? seen : undefined;
    });
    assert.deepEqual(
      report.drift[0]?.fields.map(({ field, theirs }) => [field, theirs]),
      [["title", "Somebody else's title"]],
    );
    const repair = (body: object) => world.api.post("/connections/halo/drift/repair", body);
    const others = [randomUUID(), randomUUID()];
    assert.deepEqual(await repair({ ticketIds: others }), { repaired: 0 }, "what was not looked at stays");
    assert.deepEqual(await repair({ ticketIds: [...others, report.drift[0]?.ticketId] }), { repaired: 1 });
    assert.equal((await audited(world, "link.repair")).length, 1);
    await awaitUntil("the repair", async () =>
      halo.desk.tickets()[0]?.title === "Printer on fire" ? true : undefined,
    );
    await world.agreed(1, 2);
    assert.deepEqual(((await world.api.post("/connections/halo/drift")) as Report).drift, []);
    assert.equal(psa.desk.tickets().find((one) => one.id === id)?.title, "Printer on fire");
  });

  it("is made once a day by itself: what webhooks and polls have missed is found and taken over", async (context) => {
    const { psa, halo } = await start();
    const world = await openDeskWorld(context, { psa, halo });
    const id = await psa.desk.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 2);
    psa.desk.setFaults({ webhooksOff: true });
    const compareAfter = async (status: string) => {
      await psa.desk.technician.edit(id, { status });
      const asked = Date.now();
      await world.api.post("/connections/psa/reconcile");
      await awaitUntil("the status elsewhere", async () =>
        halo.desk.tickets()[0]?.status === status ? true : undefined,
      );
      // What is found is taken over at once; the report comes when all has been compared.
      const { value } = await awaitUntil("the report", async () => {
        const last = (await world.api.get("/connections/psa/comparison")) as Found;
        return last && new Date(last.at).getTime() >= asked ? last : undefined;
      });
      return value;
    };
    const first = await compareAfter("In Progress");
    // A webhook from before may still have been owed a reading, which was quicker than the comparison.
    const found = first.differing > 0 ? first : await compareAfter("New");
    assert.equal(found.differing, 1);
    assert.deepEqual(
      found.named[0]?.fields.map(({ field, state }) => [field, state]),
      [["status", "unseen"]],
    );
  });
});

describe("removing a connection", () => {
  it("takes our webhooks away and leaves every record as it is", async (context) => {
    const { psa, halo } = await start();
    const world = await openDeskWorld(context, { psa, halo });
    const id = await psa.desk.technician.createTicket({ title: "Printer on fire" });
    await world.agreed(1, 2);
    await world.api.post("/connections/halo/webhook");
    const before = halo.desk.ledger().length;
    assert.deepEqual(await world.api.remove("/connections/halo"), { removed: true, left: null });
    await psa.desk.technician.edit(id, { priority: "Critical" });
    await awaitUntil("the edit here", async () => {
      const [row] = await world.tickets();
      return row && (await world.ticket(row.id)).fields["priority"] === 1 ? true : undefined;
    });
    await halo.desk.settled();
    assert.equal(
      halo.desk
        .ledger()
        .slice(before)
        .filter(({ ticketId }) => ticketId !== null).length,
      0,
    );
    assert.notEqual(halo.desk.tickets()[0]?.priority, "Critical");
    const left = (await world.api.get("/connections")) as { name: string }[];
    assert.deepEqual(
      left.map(({ name }) => name),
      ["psa"],
    );
  });
});
