import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectKind, must, only } from "../expect.ts";
import type { Suite } from "../suite.ts";
import { type ContractWorld, newMarker, ref } from "../world.ts";

const second = 1_000;

/** Writing fields beside people who write them too. */
export function describeWriting(suite: Suite): void {
  const { status, priority, assignee } = suite.options.editable;
  describe("writing", () => {
    it("changes what it was given and nothing else", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const before = world.ticket(id);
      await write(world, id, { title: "Mail is down" });
      assert.deepEqual(world.ticket(id), { ...before, title: "Mail is down" });
    });

    it("sets status, priority, assignee and texts as people there see them", async (context) => {
      const world = await suite.open(context);
      const id = await world.create({ priority: 3 });
      const texts = { title: "Größe > 5 & Preis < 3", description: "One.\n\nTwo: a < b & c.\nThree ☎" };
      await write(world, id, { ...texts, status: status.value, priority: priority.value, assignee });
      const ticket = world.ticket(id);
      assert.deepEqual(
        { title: ticket.title, description: ticket.description, status: ticket.status, priority: ticket.priority },
        { ...texts, status: status.label, priority: priority.label },
      );
      assert.equal(ticket.assignee, assignee);
    });

    it("reads what a technician set there", async (context) => {
      const world = await suite.open(context);
      const id = await world.create({ priority: 3 });
      const edit = { status: status.label, priority: priority.label, assignee, title: "Renamed" };
      await world.simulator.technician.edit(id, edit);
      const { raw } = await world.read(id);
      const lens = await world.lens();
      const expected = { title: "Renamed", status: status.value, priority: priority.value, assignee };
      for (const field of ["title", "status", "priority", "assignee"] as const)
        assert.deepEqual(lens.from(field, raw[field] ?? null), { kind: "value", value: expected[field] }, field);
    });

    it("can write a ticket that was born there", async (context) => {
      const world = await suite.open(context);
      const id = await world.simulator.technician.createTicket({ title: "Born there" });
      await write(world, ref(id), { title: "Renamed by us" });
      assert.equal(world.ticket(id).title, "Renamed by us");
      assert.equal((await world.read(id)).raw.title, "Renamed by us");
    });

    it("leaves a technician's edit of another field alone, made right before", async (context) => {
      const world = await suite.open(context);
      const id = await world.create({ priority: 3 });
      await world.read(id);
      world.simulator.setFaults({ plantBeforeWrite: { assignee, priority: priority.label } });
      await write(world, id, { title: "Ours" });
      const { title, assignee: person, priority: label } = world.ticket(id);
      assert.deepEqual([title, person, label], ["Ours", assignee, priority.label]);
    });

    it("shows a technician's edit of the same field, made right after, at the next reading", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      world.simulator.setFaults({ plantAfterWrite: { title: "Theirs" } });
      await write(world, id, { title: "Ours" });
      assert.equal((await world.read(id)).raw.title, "Theirs");
    });

    it("over a technician's edit of the same field leaves a trace of it, where the vendor keeps one", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const { version: before } = await world.read(id);
      world.clock.move(second);
      await write(world, id, { title: "Ours, undisturbed" });
      const { version: between } = await world.read(id);
      world.clock.move(second);
      const since = world.clock.now();
      world.clock.move(second);
      world.simulator.setFaults({ plantBeforeWrite: { title: "Theirs, overwritten" } });
      await write(world, id, { title: "Ours" });
      const after = await world.read(id);
      // Where edits carry versions theirs may stand, and then nothing was overwritten.
      if (after.raw.title !== "Ours") return assert.equal(after.raw.title, "Theirs, overwritten");
      const { desk } = world;
      if (desk.sawMore) {
        const seen = [desk.sawMore(before, between, 1), desk.sawMore(between, after.version, 1)];
        assert.deepEqual([...seen, desk.sawMore(between, after.version, 2)], [false, true, false]);
      }
      const told = must((await desk.history?.(id, since)) ?? { ok: true as const, value: [] });
      const theirs = told.filter(({ byUs, field }) => !byUs && (field === "title" || field === null));
      assert.equal(theirs.length > 0, suite.can("history"));
    });

    it("shows what a workflow there sets back", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const before = (await world.read(id)).raw.title;
      world.simulator.setFaults({ workflow: { title: "Set by a rule" } });
      await write(world, id, { title: "Ours" });
      assert.notEqual((await world.read(id)).raw.title, before);
      assert.equal((await world.read(id)).raw.title, "Set by a rule");
    });

    it("may be done again after its answer was lost", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const raw = await world.toRaw({ title: "Ours" });
      world.simulator.setFaults({ dropAnswerAfterWrite: 1 });
      const lost = await world.desk.write({ externalId: id, raw });
      expectKind(lost, ["unknownOutcome", "unavailable"], "a write without an answer");
      must(await world.desk.write({ externalId: id, raw }));
      assert.equal((await world.read(id)).raw.title, "Ours");
    });

    it("of nothing does nothing", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const before = await world.read(id);
      must(await world.desk.write({ externalId: id, raw: {} }));
      assert.deepEqual((await world.read(id)).raw, before.raw);
      assert.equal((await world.read(id)).version, before.version);
    });

    if (suite.can("history")) describeHistory(suite);
  });

  describeReading(suite);
}

async function write(world: ContractWorld, id: string, values: Parameters<ContractWorld["toRaw"]>[0]): Promise<void> {
  must(await world.desk.write({ externalId: ref(id), raw: await world.toRaw(values) }));
  await world.simulator.settled();
}

function describeHistory(suite: Suite): void {
  it("tells ours and theirs apart in the history, since an instant", async (context) => {
    const world = await suite.open(context);
    const id = await world.create();
    world.clock.move(second);
    await world.simulator.technician.edit(id, { status: suite.options.editable.status.label });
    world.clock.move(second);
    const since = world.clock.now();
    world.clock.move(second);
    await write(world, id, { title: "Ours" });
    world.clock.move(second);
    await world.simulator.technician.edit(id, { priority: suite.options.editable.priority.label, title: "Theirs" });
    const all = must((await world.desk.history?.(id, world.since)) ?? assert.fail());
    const late = must((await world.desk.history?.(id, since)) ?? assert.fail());
    assert.ok(
      all.some(({ field, byUs }) => field === "status" && !byUs),
      "the status is in the whole history",
    );
    assert.ok(late.every(({ at }) => at > since) && late.length < all.length, "only what came since");
    assert.ok(late.some(({ byUs, field }) => byUs && (field === "title" || field === null)));
    assert.ok(late.some(({ byUs, field, by }) => !byUs && (field === "title" || field === null) && by !== null));
  });
}

/** However a record is read, it is the same record: whatever differs would look like somebody's edit. */
function describeReading(suite: Suite): void {
  const { status, assignee } = suite.options.editable;
  describe("reading", () => {
    it("gives a version that rises with every change, compared as text, and rests while nothing moves", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const versions = [(await world.read(id)).version];
      const steps: readonly (() => Promise<unknown>)[] = [
        () => world.simulator.technician.edit(id, { status: status.label }),
        () => write(world, id, { title: "Ours" }),
        () => world.simulator.technician.addComment(id, { text: "Looking.", visibility: "internal" }),
        () => world.simulator.technician.edit(id, { title: "Theirs", assignee }),
      ];
      for (const step of steps) {
        world.clock.move(second);
        await step();
        versions.push((await world.read(id)).version);
      }
      assert.deepEqual([...new Set(versions)].toSorted(), versions);
      world.clock.move(second);
      assert.equal((await world.read(id)).version, versions.at(-1));
    });

    it("tells the same of a record alone, among many, and from another process", async (context) => {
      const world = await suite.open(context);
      const ids = [await world.create({ assignee }), await world.create(), await world.create()];
      const [first = assert.fail()] = ids;
      const alone = await world.read(first);
      const among = must(await world.desk.read(ids));
      assert.deepEqual([...among.keys()].toSorted(), ids.toSorted());
      assert.deepEqual(plainOf(among.get(first)), plainOf(alone));
      assert.deepEqual(plainOf(must(await world.desk.read([first], true)).get(first)), plainOf(alone), "lean");
      const { desk } = world.openAgain();
      assert.deepEqual(plainOf(must((await desk?.read([first])) ?? assert.fail()).get(first)), plainOf(alone));
    });

    it("tells the same of a record that was found by its marker", async (context) => {
      const world = await suite.open(context);
      const marker = newMarker();
      const id = await world.create({ assignee }, marker);
      const found = only(must(await world.desk.findByMarker([marker], world.since)));
      assert.deepEqual({ ...plainOf(found), marker: null }, { ...plainOf(await world.read(id)), marker: null });
    });

    if (!suite.canBeAsked) return;
    it("tells the same of a record that was listed", async (context) => {
      const world = await suite.open(context);
      const id = await world.create({ assignee });
      const record = await world.read(id);
      world.clock.move(60 * second);
      const { records } = must(await world.desk.listChanged(null, world.since));
      assert.deepEqual(plainOf(only(records)), plainOf(record));
    });
  });
}

/** What the engine compares. */
function plainOf(record: Awaited<ReturnType<ContractWorld["read"]>> | undefined) {
  const { externalId, number, version, clientRef, marker, raw, mergedInto } = record ?? assert.fail("no record");
  return { externalId, number, version, clientRef, marker, raw, mergedInto: mergedInto ?? null };
}
