import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../../schemas/json.ts";
import type { DeskPage } from "../contract.ts";
import { callsOf, errorOf, longAgo, makeTicket, must, openWorld, readRecord, type TestWorld } from "./test-support.ts";

async function open(world: TestWorld, tickets: number): Promise<void> {
  for (let number = 0; number < tickets; number++)
    await world.simulator.technician.createTicket({ title: `${number}` });
}

/** Every record of a listing, page by page, until there is no more. */
async function listAll(
  world: TestWorld,
  start: Json | null,
  between: (page: DeskPage, number: number) => Promise<void> = async () => {},
) {
  const seen: string[] = [];
  let cursor = start;
  for (let number = 1; number <= 20; number++) {
    const page: DeskPage = must(await world.desk.listChanged(cursor, longAgo));
    seen.push(...page.records.map(({ externalId }) => externalId));
    cursor = page.cursor;
    if (!page.more) return { seen, cursor, pages: number };
    await between(page, number);
  }
  return assert.fail("the listing does not end");
}

describe("listing what changed", () => {
  it("goes over three pages, each ticket once, and then only over what is new", async (context) => {
    const world = await openWorld(context);
    await open(world, 230);
    const first = await listAll(world, null);
    assert.deepEqual([first.pages, first.seen.length, new Set(first.seen).size], [3, 230, 230]);
    world.wait(600_000);
    const [moved = assert.fail()] = first.seen;
    await world.simulator.technician.edit(moved, { status: "With User" });
    const later = await listAll(world, first.cursor);
    assert.ok(later.seen.includes(moved));
  });

  for (const [name, quirks, tickets, pages] of [
    ["that are full to the last row", {}, 200, 2],
    ["without a count", { hideCount: true }, 230, 3],
    ["without a count, the last one again and again", { hideCount: true, repeatLastPage: true }, 200, 3],
    ["without a count, empty past the end", { hideCount: true, repeatLastPage: false }, 200, 3],
  ] as const)
    it(`ends with pages ${name}`, async (context) => {
      const world = await openWorld(context);
      world.simulator.setQuirks(quirks);
      await open(world, tickets);
      const { seen, pages: read } = await listAll(world, null);
      assert.deepEqual([new Set(seen).size, read], [tickets, pages]);
    });

  it("loses nothing when tickets go away between two pages", async (context) => {
    const world = await openWorld(context);
    await open(world, 230);
    const gone: string[] = [];
    const { seen } = await listAll(world, null, async ({ records }, number) => {
      if (number !== 1) return;
      for (const { externalId } of records.slice(0, 15)) {
        gone.push(externalId);
        await world.simulator.technician.deleteTicket(externalId);
      }
    });
    assert.deepEqual(
      world.simulator.tickets().filter(({ id }) => !seen.includes(id)),
      [],
    );
    assert.equal(gone.length, 15);
  });

  it("sees what moves while it goes on", async (context) => {
    const world = await openWorld(context);
    await open(world, 150);
    const { seen } = await listAll(world, null, async ({ records }) => {
      await world.simulator.technician.edit(records[3]?.externalId ?? "", { title: "moved" });
    });
    const later = await listAll(world, (await listAll(world, null)).cursor);
    assert.ok(later.seen.length > 0 && new Set(seen).size === 150);
  });

  it("sees what moved on an earlier page while the listing rested, though a later page was newer", async (context) => {
    const world = await openWorld(context);
    await open(world, 150);
    const [first = assert.fail(), last = assert.fail()] = [0, 149].map((at) => world.simulator.tickets()[at]?.id);
    const { cursor } = await listAll(world, null, async () => {
      world.wait(60_000);
      await world.simulator.technician.edit(first, { title: "behind" });
      world.wait(15 * 60_000);
      await world.simulator.technician.edit(last, { title: "ahead" });
    });
    assert.ok((await listAll(world, cursor)).seen.includes(first));
  });

  it("leaves projects out, and shows closed tickets", async (context) => {
    const world = await openWorld(context);
    const project = await makeTicket(world.desk, { type: 40 });
    const closed = await makeTicket(world.desk, { status: 9 });
    const { seen } = await listAll(world, null);
    assert.deepEqual(seen, [closed]);
    assert.equal((await readRecord(world.desk, project)).externalId, project);
  });

  it("leaves projects out that do not look like tickets, and tells a ticket that does not", async (context) => {
    const world = await openWorld(context);
    const project = await makeTicket(world.desk, { type: 40 });
    const [good, bad] = [await makeTicket(world.desk), await makeTicket(world.desk)];
    world.simulator.setFaults({ brokenRecord: project });
    const all = must(await world.desk.listChanged(null, longAgo));
    assert.deepEqual(
      all.records.map(({ externalId }) => externalId),
      [good, bad],
    );
    world.simulator.setFaults({ brokenRecord: bad });
    const page = must(await world.desk.listChanged(null, longAgo));
    assert.deepEqual(
      [page.records, page.unreadable].map((list) => list?.map(({ externalId }) => externalId)),
      [[good], [bad]],
    );
    const error = errorOf(await world.desk.read([good, bad]));
    assert.ok(error.kind === "unreadable");
    assert.deepEqual(
      error.records?.map(({ externalId }) => externalId),
      [bad],
    );
  });

  it("reads a closed ticket once more, since lists do not tell of merges, and only once", async (context) => {
    const world = await openWorld(context);
    const [loser, survivor] = [await makeTicket(world.desk), await makeTicket(world.desk)];
    await world.simulator.technician.mergeTickets(loser, survivor);
    const before = callsOf(world, "GET Tickets");
    const page = must(await world.desk.listChanged(null, longAgo));
    assert.equal(page.records.find(({ externalId }) => externalId === loser)?.mergedInto, survivor);
    must(await world.desk.listChanged(null, longAgo));
    assert.equal(callsOf(world, "GET Tickets") - before, 3);
  });

  it("stops when the filter is passed over, instead of reading every ticket there is", async (context) => {
    const world = await openWorld(context);
    await open(world, 3);
    world.simulator.setQuirks({ ignoreUpdateFilter: true });
    world.wait(3_600_000);
    const since = new Date(Date.now() + 3_590_000);
    assert.equal(errorOf(await world.desk.listChanged(null, since)).kind, "unreadable");
  });

  it("begins anew with a cursor that it does not know", async (context) => {
    const world = await openWorld(context);
    await open(world, 2);
    assert.equal(must(await world.desk.listChanged({ other: true }, longAgo)).records.length, 2);
  });
});
