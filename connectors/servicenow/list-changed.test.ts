import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bad, createOne, listAll, openWorld } from "./test-world.ts";

const minute = 60_000;

describe("listing what changed", () => {
  it("reads every row of one second over many pages, once", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    const ids = world.simulator.bulkCreate(1_700);
    world.clock.move(minute);
    const listed = await listAll(world, null, since);
    assert.ok(listed.pages >= 4, `${listed.pages} pages`);
    assert.deepEqual(listed.records.map(({ externalId }) => String(externalId)).toSorted(), [...ids].toSorted());
    world.clock.move(10 * minute);
    const overlap = await listAll(world, listed.cursor, since);
    assert.equal(overlap.records.length, 1_700);
    assert.equal((await listAll(world, overlap.cursor, since)).records.length, 0);
  });

  it("tells a row that cannot be read, and takes the others", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    const [good, broken] = [await createOne(world), await createOne(world)];
    world.simulator.setFaults({ brokenRecord: broken });
    world.clock.move(minute);
    const page = await world.desk.listChanged(null, since);
    assert.ok(page.ok);
    assert.deepEqual(
      [page.value.records, page.value.unreadable].map((list) => list?.map(({ externalId }) => externalId)),
      [[good], [broken]],
    );
    const error = bad(await world.desk.read([good, broken]));
    assert.ok(error.kind === "unreadable");
    assert.deepEqual(
      error.records?.map(({ externalId }) => externalId),
      [broken],
    );
  });

  it("a quiet poll costs one call, a small one two", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    const id = await createOne(world);
    world.clock.move(minute);
    const first = await listAll(world, null, since);
    assert.equal(first.records.length, 1);
    world.clock.move(10 * minute);
    const second = await listAll(world, first.cursor, since);
    let before = world.sent.length;
    const quiet = await listAll(world, second.cursor, since);
    assert.equal(world.sent.length - before, 1);
    await world.simulator.technician.edit(id, { title: "Moved" });
    world.clock.move(minute);
    before = world.sent.length;
    assert.deepEqual(
      (await listAll(world, quiet.cursor, since)).records.map(({ raw }) => raw.title),
      ["Moved"],
    );
    assert.equal(world.sent.length - before, 2);
  });

  it("leaves the last seconds for later, and reads the overlap again", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    await createOne(world);
    const early = await listAll(world, null, since);
    assert.equal(early.records.length, 0);
    world.clock.move(10_000);
    const late = await listAll(world, early.cursor, since);
    assert.equal(late.records.length, 1);
    // A transaction that began a minute ago ends now.
    world.clock.move(minute);
    const passed = await listAll(world, late.cursor, since);
    world.simulator.setToggles({ commitDelaySeconds: 60 });
    await world.simulator.technician.createTicket({ title: "Slow" });
    const after = await listAll(world, passed.cursor, since);
    assert.ok(after.records.some(({ raw }) => raw.title === "Slow"));
  });

  it("takes neither a short nor an empty page for the end while rows are hidden", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    const ids = [...world.simulator.bulkCreate(1_100)].toSorted();
    world.simulator.setToggles({ hiddenRows: ids.slice(0, 700) });
    world.clock.move(minute);
    const listed = await listAll(world, null, since);
    assert.deepEqual(listed.records.map(({ externalId }) => String(externalId)).toSorted(), ids.slice(700));
  });

  it("asks for less where the instance cuts long answers", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    world.simulator.bulkCreate(400);
    world.simulator.setToggles({ quotaAbove: 150 });
    world.clock.move(minute);
    assert.equal((await listAll(world, null, since)).records.length, 400);
  });

  it("stops instead of passing over changes when instants are shifted", async (context) => {
    const world = await openWorld(context);
    const since = world.clock.now();
    await createOne(world);
    world.simulator.setToggles({ zoneHours: -5 });
    world.clock.move(minute);
    const error = bad(await world.desk.listChanged(null, since));
    assert.equal(error.kind, "unauthorized");
    assert.match(error.detail, /GMT/);
  });

  it("stops when the user may not query by the time of change", async (context) => {
    const world = await openWorld(context);
    world.simulator.bulkCreate(3);
    world.clock.move(60 * minute);
    const since = world.clock.now();
    await createOne(world);
    world.clock.move(minute);
    world.simulator.setToggles({ ignoredColumn: "sys_updated_on" });
    assert.equal(bad(await world.desk.listChanged(null, since)).kind, "unreadable");
  });
});
