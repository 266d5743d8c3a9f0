import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError, DeskDraft, Result } from "../../../connectors/contract.ts";
import { endedStatuses, TicketStatus } from "../../../schemas/ticket.ts";
import { ambiguousAnswers, interfereOnce } from "../ambiguous.ts";
import { errorOf, expectKind, must, only } from "../expect.ts";
import type { Suite } from "../suite.ts";
import { type ContractWorld, newMarker, ref, ticketValues } from "../world.ts";

const minute = 60_000;

/** New records: made once, whatever becomes of the answer, and found again. */
export function describeCreating(suite: Suite): void {
  const { editable } = suite.options;
  describe("creating", () => {
    it("makes what was said, for the customer that was named, bearing its marker", async (context) => {
      const world = await suite.open(context);
      const marker = newMarker();
      const values = ticketValues(editable);
      const id = await world.create(values, marker);
      const record = await world.read(id);
      assert.equal(record.clientRef, world.client);
      const lens = await world.lens();
      for (const field of ["title", "description", "status", "priority"] as const)
        assert.deepEqual(lens.from(field, record.raw[field] ?? null), { kind: "value", value: values[field] }, field);
      const found = must(await world.desk.findByMarker([newMarker(), marker], world.since));
      assert.equal(only(found).externalId, id);
      assert.equal(only(found).marker, marker);
      assert.equal(only(world.simulator.tickets()).title, values.title);
      assert.ok(Math.abs(record.createdAt.getTime() - world.since.getTime()) < minute, "made now");
    });

    it("makes one for another customer there", async (context) => {
      const world = await suite.open(context);
      const other = ref(world.simulator.clients[1]?.ref ?? "");
      const raw = await world.toRaw(ticketValues(editable));
      const { externalId } = must(await world.desk.create({ marker: newMarker(), clientRef: other, raw }));
      assert.equal((await world.read(externalId)).clientRef, other);
    });

    it("finds nothing by a marker that nobody bears", async (context) => {
      const world = await suite.open(context);
      await world.create();
      await world.simulator.technician.createTicket({ title: "Somebody's" });
      assert.deepEqual(must(await world.desk.findByMarker([newMarker()], world.since)), []);
    });

    it("finds every record of a marker, oldest first", async (context) => {
      const world = await suite.open(context);
      const marker = newMarker();
      await world.create({}, marker);
      world.clock.move(minute);
      await world.create({}, marker);
      const found = must(await world.desk.findByMarker([marker], world.since));
      const there = world.simulator.tickets().filter((ticket) => ticket.marker === marker);
      assert.deepEqual(
        found.map(({ externalId }) => String(externalId)).toSorted(),
        there.map(({ id }) => id).toSorted(),
      );
      const made = found.map(({ createdAt }) => createdAt.getTime());
      assert.deepEqual(
        made,
        made.toSorted((a, b) => a - b),
      );
    });

    it("that was cut off by the vendor is there once", async (context) => {
      const world = await suite.open(context);
      await world.lens();
      world.simulator.setFaults({ dropAnswerAfterCreate: 1 });
      await makesOne(world, await draftOf(world, suite));
    });

    for (const [name, interference] of ambiguousAnswers)
      it(`that was answered by ${name} is there once`, async (context) => {
        const world = await suite.open(context, { gateway: true });
        const draft = await draftOf(world, suite);
        await interfereOnce(world, interference);
        await makesOne(world, draft);
      });

    it("that the vendor refuses makes nothing, and says why", async (context) => {
      const world = await suite.open(context, { gateway: true });
      const draft = await draftOf(world, suite);
      await interfereOnce(world, { kind: "instead", answer: () => ({ status: 400, body: "" }) });
      expectKind(await world.desk.create(draft), ["rejected"], "HTTP 400");
      assert.deepEqual(world.simulator.tickets(), []);
    });

    it("taken back, leaves work, with the reason where people read it", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      world.clock.move(minute);
      must(await world.desk.withdraw(id, "Twin of another ticket."));
      const status = (await world.lens()).from("status", (await world.read(id)).raw.status ?? null);
      assert.ok(
        status.kind === "value" && endedStatuses.includes(TicketStatus.parse(status.value)),
        JSON.stringify(status),
      );
      const { comments, resolution } = world.ticket(id);
      const reasons = [resolution ?? "", ...comments.map(({ text }) => text)];
      assert.ok(
        reasons.some((text) => text.includes("Twin of another ticket.")),
        "the reason stands nowhere",
      );
      assert.deepEqual(
        comments.filter(({ visibility }) => visibility === "public"),
        [],
      );
    });
  });

  describe("a record that was deleted", () => {
    it("is missing when read, and nothing else is", async (context) => {
      const world = await suite.open(context);
      const [lost, kept] = [await world.create(), await world.create()];
      await world.simulator.technician.deleteTicket(lost);
      await world.simulator.settled();
      assert.deepEqual([...must(await world.desk.read([lost, kept])).keys()], [kept]);
      assert.deepEqual([...must(await world.desk.read([lost])).keys()], []);
    });

    it("cannot be written", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      await world.simulator.technician.deleteTicket(id);
      await world.simulator.settled();
      const raw = await world.toRaw({ title: "Too late" });
      expectKind(await world.desk.write({ externalId: id, raw }), ["gone"], "a write");
    });

    it("is missing too when its key never was one", async (context) => {
      const world = await suite.open(context);
      const id = await world.create();
      const stranger = ref(/^\d+$/.test(id) ? "999999999" : id.replace(/./g, "0"));
      assert.deepEqual([...must(await world.desk.read([stranger, id])).keys()], [id]);
    });
  });
}

async function draftOf(world: ContractWorld, { options }: Suite): Promise<DeskDraft> {
  return { marker: newMarker(), clientRef: world.client, raw: await world.toRaw(ticketValues(options.editable)) };
}

/**
 * Whatever the answer was: who may not know has to say so and finds the record; who says that nothing can have happened
 * must mean it, so that the same once more makes no second one.
 */
async function makesOne(world: ContractWorld, draft: DeskDraft): Promise<void> {
  const first = await world.desk.create(draft);
  const id = first.ok ? first.value.externalId : await settle(world, draft, first);
  const there = world.simulator.tickets().filter(({ marker }) => marker === draft.marker);
  assert.equal(only(there).id, id);
  assert.equal(only(must(await world.desk.findByMarker([draft.marker], world.since))).externalId, id);
}

async function settle(
  world: ContractWorld,
  draft: DeskDraft,
  answer: Result<unknown, ConnectorError>,
): Promise<string> {
  const error = errorOf(answer);
  expectKind(answer, ["unknownOutcome", "unavailable"], "a creation without an answer");
  if (error.kind === "unavailable") return must(await world.desk.create(draft)).externalId;
  return only(must(await world.desk.findByMarker([draft.marker], world.since))).externalId;
}
