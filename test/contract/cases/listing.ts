import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeskCursor, DeskRecord } from "../../../connectors/contract.ts";
import type { Json } from "../../../schemas/json.ts";
import { must } from "../expect.ts";
import type { Suite } from "../suite.ts";
import type { ContractWorld } from "../world.ts";
import { draftOf } from "./comments.ts";

const minute = 60_000;
/** Nobody's pages are larger than what this comes to. */
const mostTickets = 6_000;

interface Listing {
  records: DeskRecord[];
  cursor: DeskCursor | null;
  /** Records of each page that had any. */
  sizes: number[];
}

/** What changed, page by page, so that nothing is passed over. */
export function describeListing(suite: Suite): void {
  describe("listing what changed", () => {
    it("lists nothing where nothing happened, and says that there is no more", async (context) => {
      const world = await suite.open(context);
      world.clock.move(minute);
      const page = must(await world.desk.listChanged(null, world.since));
      assert.deepEqual([page.records, page.more], [[], false]);
      assertStorable(page.cursor);
    });

    it("lists every record over three pages and more", async (context) => {
      const world = await suite.open(context);
      const { ids, listing } = await fillPages(world);
      context.diagnostic(`${ids.length} tickets, pages of ${listing.sizes.join(", ")}`);
      assert.ok(listing.sizes.length >= 3, `${listing.sizes.length} pages`);
      assert.deepEqual([...new Set(listing.records.map(({ externalId }) => String(externalId)))].toSorted(), ids);
    });

    it("loses nothing that moves while its pages are read", async (context) => {
      const world = await suite.open(context);
      const { ids, listing: first } = await fillPages(world);
      const { technician } = world.simulator;
      const start = must(await world.desk.listChanged(null, world.since));
      const read = start.records.map(({ externalId }) => String(externalId));
      const [moved = assert.fail(), deleted = assert.fail(), alsoDeleted = assert.fail()] = read;
      const unread = ids.find((id) => !read.includes(id)) ?? assert.fail("one page held all");
      await technician.deleteTicket(deleted);
      await technician.deleteTicket(alsoDeleted);
      world.clock.move(1_000);
      await technician.edit(moved, { title: "Moved on a page that was read" });
      // The listing rests, as after too many calls, and a later page is newer than what moved on an earlier one.
      world.clock.move(15 * minute);
      await technician.edit(unread, { title: "Moved on a page to come" });
      const rest = await listAll(world, start.cursor, start.more);
      world.clock.move(minute);
      const later = await listAll(world, rest.cursor);
      const latest = new Map(
        [...start.records, ...rest.records, ...later.records].map(({ externalId, raw }) => [
          String(externalId),
          raw.title,
        ]),
      );
      const missing = ids.filter((id) => !latest.has(id));
      assert.deepEqual(missing, [], "passed over");
      assert.equal(latest.get(moved), "Moved on a page that was read");
      assert.equal(latest.get(unread), "Moved on a page to come");
      assert.ok(first.sizes.length >= 3);
    });

    it("goes on in another process from where it was stored, and ends", async (context) => {
      const world = await suite.open(context);
      const [quiet, moved] = [await world.create(), await world.create()];
      world.clock.move(10 * minute);
      const first = await listAll(world, null);
      assert.deepEqual(first.records.map(({ externalId }) => externalId).toSorted(), [quiet, moved].toSorted());
      world.clock.move(10 * minute);
      const { cursor } = await listAll(world, first.cursor);
      await world.simulator.technician.edit(moved, { title: "Moved later" });
      const born = await world.simulator.technician.createTicket({ title: "Born later" });
      world.clock.move(minute);
      const stored = JSON.parse(JSON.stringify(cursor)) as Json;
      const again = await listAll({ ...world, desk: world.openAgain().desk ?? assert.fail() }, stored);
      const titles = new Map(again.records.map(({ externalId, raw }) => [String(externalId), raw.title]));
      assert.deepEqual([titles.get(moved), titles.get(born)], ["Moved later", "Born later"]);
      world.clock.move(20 * minute);
      const settled = await listAll(world, again.cursor);
      world.clock.move(20 * minute);
      const last = must(await world.desk.listChanged(settled.cursor, world.since));
      assert.equal(last.more, false);
      assertStorable(last.cursor);
    });

    it("counts a comment and a file as a change of their record", async (context) => {
      const world = await suite.open(context);
      const ids = [await world.create(), await world.create(), await world.create()];
      const [said = assert.fail(), filed = assert.fail(), answered = assert.fail()] = ids;
      world.clock.move(30 * minute);
      const { cursor } = await listAll(world, null);
      world.clock.move(30 * minute);
      const { technician } = world.simulator;
      await technician.addComment(said, { text: "Looking.", visibility: "public" });
      must(await world.desk.addComment(answered, draftOf("Ours.", "internal")));
      const file = { fileName: "log.txt", contentType: "text/plain", bytes: Buffer.from("log") };
      if (suite.can("attachments")) await technician.addAttachment(filed, { ...file, visibility: "public" });
      else await technician.edit(filed, { title: "Edited" });
      world.clock.move(minute);
      const listed = (await listAll(world, cursor)).records.map(({ externalId }) => externalId);
      assert.deepEqual([...new Set(listed)].toSorted(), ids.toSorted());
    });

    it("begins at the instant that it is given", async (context) => {
      const world = await suite.open(context);
      await world.create({ title: "Long before" });
      world.clock.move(24 * 60 * minute);
      const since = world.clock.now();
      const id = await world.create({ title: "After" });
      world.clock.move(minute);
      const titles = new Set<Json | undefined>();
      for (const { raw } of (await listAll({ ...world, since }, null)).records) titles.add(raw.title);
      assert.deepEqual([...titles], ["After"]);
      assert.equal((await world.read(id)).raw.title, "After");
    });

    it("starts anew from a cursor that it does not know, rather than passing over anything", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      world.clock.move(minute);
      for (const cursor of [{}, "from an older version", { seen: 7, done: [] }]) {
        const page = await world.desk.listChanged(cursor, world.since);
        if (!page.ok) assert.notEqual(page.error.detail, "");
        else
          assert.deepEqual(
            page.value.records.map(({ externalId }) => externalId),
            [id],
            JSON.stringify(cursor),
          );
      }
    });
  });
}

function assertStorable(cursor: DeskCursor): void {
  assert.deepEqual(JSON.parse(JSON.stringify(cursor)), cursor);
}

/** As the engine does it: page after page, the cursor stored in between. */
async function listAll(world: ContractWorld, from: DeskCursor | null, more = true): Promise<Listing> {
  const listing: Listing = { records: [], cursor: from, sizes: [] };
  for (let wanted = more; wanted;) {
    const page = must(await world.desk.listChanged(listing.cursor, world.since));
    assertStorable(page.cursor);
    listing.cursor = JSON.parse(JSON.stringify(page.cursor)) as Json;
    listing.records.push(...page.records);
    if (page.records.length > 0) listing.sizes.push(page.records.length);
    assert.ok(listing.records.length <= 4 * mostTickets, "the listing does not end");
    wanted = page.more;
  }
  return listing;
}

/** Makes tickets until they fill three pages, whatever a page holds. */
async function fillPages(world: ContractWorld): Promise<{ ids: string[]; listing: Listing }> {
  const ids: string[] = [];
  for (let wanted = 130; wanted <= mostTickets; wanted *= 3) {
    while (ids.length < wanted) ids.push(await world.simulator.technician.createTicket({ title: `No. ${ids.length}` }));
    world.clock.move(minute);
    const listing = await listAll(world, null);
    if (listing.sizes.length >= 3) return { ids: ids.toSorted(), listing };
  }
  return assert.fail(`${ids.length} tickets do not fill three pages`);
}
