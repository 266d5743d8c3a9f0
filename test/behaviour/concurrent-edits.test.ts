import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { awaitUntil, type DemoWorld } from "../../server/demo/world.ts";
import { putProxyBefore } from "../chaos/tools/desks.ts";
import { openDeskWorld } from "../support/desk-world.ts";
import { openTestWorld } from "../support/world.ts";

/** One ticket, agreed on both sides, that nobody has touched: its alert's end will be written to the desk. */
async function openTicket(world: DemoWorld) {
  await world.deliver("01-firing-single.json");
  const { value } = await awaitUntil("one agreed ticket", async () => {
    const [first] = await world.tickets();
    const view = first && (await world.ticket(first.id));
    return view?.links[0]?.agreed && view.links[0].number ? view : undefined;
  });
  await world.desk.settled();
  return { id: value.id, deskId: value.links[0]?.externalId ?? "" };
}

const deskTicket = (world: DemoWorld) => world.desk.tickets()[0] ?? assert.fail("no ticket in the desk");

async function awaitAgreed(world: DemoWorld, id: string) {
  const { value } = await awaitUntil("an agreed link", async () => {
    const view = await world.ticket(id);
    return view.links[0]?.agreed ? view : undefined;
  });
  return value;
}

/** The recorded end of the alert: ours to write is status 5 and the resolution. */
async function clearAlert(world: DemoWorld): Promise<void> {
  await world.deliver("07-flap-1-resolved.json");
  await world.deliver("04-partial-resolve.json");
  await awaitUntil("our write", async () =>
    world.desk.ledger().some(({ method }) => method === "PATCH") ? true : undefined,
  );
}

/** One new ticket of the west, agreed in both desks; the east is called through a proxy. */
async function openFronted(context: Parameters<typeof openDeskWorld>[0]) {
  const east = await putProxyBefore(await startAutotaskSimulator({ webhookRetryMs: 100 }));
  const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, {
    east: { connector: "autotask", desk: east },
    west: { connector: "autotask", desk: west },
  });
  const born = await west.technician.createTicket({ title: "Mail is slow", status: "New" });
  const [view] = await world.agreed(1, 2);
  return { world, east, west, born, id: view?.id ?? "" };
}

describe("an edit by a technician while we write", () => {
  it("survives between our reading and our write when it is of another field", async (context) => {
    const world = await openTestWorld(context);
    const { id } = await openTicket(world);
    world.desk.setFaults({
      webhooksOff: true,
      plantBeforeWrite: { priority: "Low" },
    });
    await clearAlert(world);
    const view = await awaitAgreed(world, id);
    assert.equal(deskTicket(world).priority, "Low");
    assert.equal(view.fields["priority"], 4);
    assert.equal(deskTicket(world).status, "Complete");
  });

  it("is listed as a conflict between our reading and our write when we cover it", async (context) => {
    const world = await openTestWorld(context);
    const { id } = await openTicket(world);
    world.desk.setFaults({
      webhooksOff: true,
      plantBeforeWrite: { status: "Waiting Customer" },
    });
    await clearAlert(world);
    await awaitAgreed(world, id);
    const { value: view } = await awaitUntil("the conflict", async () => {
      const seen = await world.ticket(id);
      return seen.conflicts > 0 ? seen : undefined;
    });
    const conflict = view.timeline.find(({ kind }) => kind === "conflict");
    assert.match(conflict?.text ?? "", /status: .*Waiting Customer/);
    assert.equal(conflict?.reason, "coveredByOurWrite");
  });

  it("survives between our write and the read-back, and is not written over", async (context) => {
    const world = await openTestWorld(context);
    const { id } = await openTicket(world);
    world.desk.setFaults({
      webhooksOff: true,
      plantAfterWrite: { status: "In Progress" },
    });
    await clearAlert(world);
    const { value: view } = await awaitUntil("the technician's status here", async () => {
      const seen = await world.ticket(id);
      return seen.fields["status"] === "inProgress" && seen.links[0]?.agreed ? seen : undefined;
    });
    assert.equal(deskTicket(world).status, "In Progress");
    assert.equal(view.links[0]?.agreed, true);
    assert.equal(world.desk.ledger().filter(({ method }) => method === "PATCH").length, 1);
  });

  it("is theirs, not a refusal, when it sets back at once what we have written", async (context) => {
    const world = await openTestWorld(context);
    const { id } = await openTicket(world);
    world.desk.setFaults({ webhooksOff: true, plantAfterWrite: { status: "New" } });
    await clearAlert(world);
    const { value: view } = await awaitUntil("the technician's status here", async () => {
      const seen = await world.ticket(id);
      return seen.fields["status"] === "new" && seen.links[0]?.agreed ? seen : undefined;
    });
    assert.deepEqual(view.links[0]?.held, {});
    assert.equal(deskTicket(world).status, "New");
    assert.equal(world.desk.ledger().filter(({ method }) => method === "PATCH").length, 1);
  });

  it("is theirs also when what we had written could not be read back at once", async (context) => {
    const { world, east, west, born, id } = await openFronted(context);
    east.setFaults({ webhooksOff: true, plantAfterWrite: { status: "New" } });
    let wrote = false;
    east.proxy.setDecide(({ method, path }) => {
      wrote ||= method === "PATCH";
      return wrote && path.endsWith("/Tickets/query") ? { do: "answer", status: 503 } : { do: "pass" };
    });
    await west.technician.edit(born, { status: "In Progress" });
    await awaitUntil("the read-back that failed", async () => {
      const { links } = await world.ticket(id);
      return links.some(({ connection, lastError }) => connection === "east" && lastError) ? true : undefined;
    });
    east.proxy.setDecide(() => ({ do: "pass" }));
    const { value: seen } = await awaitUntil("the status that was set back, in the west", async () =>
      west.tickets()[0]?.status === "New" ? world.ticket(id) : undefined,
    );
    assert.equal(seen.fields["status"], "new");
    assert.equal(east.tickets()[0]?.status, "New");
    assert.equal(east.ledger().filter(({ method }) => method === "PATCH").length, 1);
  });

  it("is shown as refused when a workflow sets our value back, and we do not fight it", async (context) => {
    const world = await openTestWorld(context);
    const { id } = await openTicket(world);
    world.desk.setFaults({ webhooksOff: true, workflow: { status: "New" } });
    await clearAlert(world);
    const view = await awaitAgreed(world, id);
    assert.deepEqual(Object.keys(view.links[0]?.held ?? {}), ["status"]);
    assert.equal(world.desk.ledger().filter(({ method }) => method === "PATCH").length, 1);
  });

  it("is not doubled when the answer to our write was lost", async (context) => {
    const world = await openTestWorld(context);
    const { id } = await openTicket(world);
    world.desk.setFaults({ webhooksOff: true, dropAnswerAfterWrite: 1 });
    await clearAlert(world);
    await awaitAgreed(world, id);
    assert.equal(deskTicket(world).status, "Complete");
    assert.equal(world.desk.ledger().filter(({ method }) => method === "PATCH").length, 1);
  });

  it("finds a note that arrived although its answer was lost, and writes it once", async (context) => {
    const world = await openTestWorld(context);
    const { id, deskId } = await openTicket(world);
    await world.desk.technician.edit(deskId, { status: "In Progress" });
    await awaitUntil("the technician's status", async () =>
      (await world.ticket(id)).fields["status"] === "inProgress" ? true : undefined,
    );
    world.desk.setFaults({ webhooksOff: true, dropAnswerAfterComment: 1 });
    await world.deliver("04-partial-resolve.json");
    const { value: view } = await awaitUntil("the note, agreed", async () => {
      const seen = await world.ticket(id);
      return seen.comments.length === 1 && seen.links[0]?.agreed ? seen : undefined;
    });
    assert.match(view.comments[0]?.body ?? "", /has cleared/);
    assert.equal(deskTicket(world).comments.length, 1);
    assert.equal(deskTicket(world).comments[0]?.visibility, "internal");
  });
});

describe("two technicians who edit one field in two desks", () => {
  it("are told of each other when the later one sets what stood in the other desk before", async (context) => {
    const reached = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const { world, east, west, born, id } = await openFronted(context);
    const copy = east.tickets()[0]?.id ?? "";
    const becomes = (status: string) =>
      awaitUntil(`the status ${status}`, async () =>
        (await world.ticket(id)).fields["status"] === status ? true : undefined,
      );
    // A push that has read the record in the east is held on its way with a comment, and nobody reads there meanwhile.
    let isHeld = false;
    east.proxy.setDecide(async ({ method, path }) => {
      if (method === "POST" && path.endsWith("/Notes")) {
        isHeld = true;
        reached.resolve();
      }
      if (isHeld) await held.promise;
      return { do: "pass" };
    });
    await west.technician.addComment(born, { text: "It is the queue.", visibility: "public" });
    await reached.promise;
    await east.technician.edit(copy, { status: "Complete" });
    await west.technician.edit(born, { status: "In Progress" });
    await becomes("inProgress");
    await west.technician.edit(born, { status: "New" });
    await becomes("new");
    held.resolve();
    const [seen] = await world.agreed(1, 2);
    const conflict = seen?.timeline.find(({ kind }) => kind === "conflict");
    assert.match(conflict?.text ?? "", /^status: ours new, east says closed/);
    assert.equal(east.tickets()[0]?.status, west.tickets()[0]?.status);
  });
});

describe("a desk that has neither versions that count nor a history", () => {
  it("shows an edit that set back what we had written, where our answer was lost: as a conflict, when ours is written again", async (context) => {
    const halo = await startHaloSimulator({ webhookRetryMs: 100 });
    const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, {
      halo: { connector: "halopsa", desk: halo },
      west: { connector: "autotask", desk: west },
    });
    const born = await west.technician.createTicket({ title: "Mail is slow", priority: "Medium" });
    const [view] = await world.agreed(1, 2);
    const before = halo.tickets()[0]?.priority;
    halo.setFaults({ dropAnswerAfterWrite: 1, plantAfterWrite: { priority: before ?? "" } });
    await west.technician.edit(born, { priority: "Critical" });
    await awaitUntil("our value there at last", async () =>
      halo.tickets()[0]?.priority === before ? undefined : true,
    );
    const { value: seen } = await awaitUntil("the conflict", async () => {
      const now = await world.ticket(view?.id ?? "");
      return now.conflicts > 0 ? now : undefined;
    });
    const conflict = seen.timeline.find(({ kind }) => kind === "conflict");
    assert.equal(conflict?.reason, "perhapsCovered");
    assert.match(conflict.text, /^priority: ours 1, halo says .*stands: ours/);
  });
});
