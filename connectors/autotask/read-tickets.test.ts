import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ExternalId } from "../../schemas/ids.ts";
import type { DeskPage } from "../contract.ts";
import { longAgo, must, openWorld, type TestWorld } from "./test-world.ts";

const minute = 60_000;
const open = async ({ simulator }: TestWorld, title: string) =>
  ExternalId.parse(await simulator.technician.createTicket({ title }));
const idsOf = (list: readonly { externalId: ExternalId }[] | undefined) => list?.map(({ externalId }) => externalId);

describe("a ticket that cannot be read", () => {
  it("is told by a listing, which goes on with the others", async (context) => {
    const world = await openWorld(context);
    const [first, broken, last] = [await open(world, "a"), await open(world, "b"), await open(world, "c")];
    world.simulator.setFaults({ brokenRecord: broken });
    const page = must(await world.desk.listChanged(null, longAgo));
    assert.deepEqual([idsOf(page.records), idsOf(page.unreadable)], [[first, last], [broken]]);
    assert.match(page.unreadable?.[0]?.path ?? "", /status/);
  });

  it("is named by a reading of many, so that the others can be read without it", async (context) => {
    const world = await openWorld(context);
    const [good, broken] = [await open(world, "a"), await open(world, "b")];
    world.simulator.setFaults({ brokenRecord: broken });
    for (const ids of [[good, broken], [broken]]) {
      const read = await world.desk.read(ids);
      assert.ok(!read.ok && read.error.kind === "unreadable");
      assert.deepEqual(idsOf(read.error.records), [broken]);
    }
    assert.equal(must(await world.desk.read([good])).size, 1);
  });
});

describe("a listing", () => {
  it("goes on from a page that an older version has stored", async (context) => {
    const world = await openWorld(context);
    const id = await open(world, "a");
    world.wait(minute);
    const from = new Date(0).toISOString();
    const old = { seen: longAgo.toISOString(), page: { from, afterId: 0 } };
    const page: DeskPage = must(await world.desk.listChanged(old, longAgo));
    assert.deepEqual([idsOf(page.records), page.more], [[id], false]);
    assert.deepEqual(page.cursor, { seen: longAgo.toISOString(), page: null }, "no later than what was seen then");
  });
});
