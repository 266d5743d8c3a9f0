import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

const hourMs = 3_600_000;

/** The only ticket, once this holds of its clock for the resolution. */
async function awaitResolution(
  world: DeskWorld,
  what: string,
  check: (clock: TicketView["clocks"][number]) => boolean,
): Promise<TicketView["clocks"][number]> {
  const { value } = await awaitUntil(what, async () => {
    const [row] = await world.tickets();
    const clock = row && (await world.ticket(row.id)).clocks.find(({ target }) => target === "resolution");
    return clock && check(clock) ? clock : undefined;
  });
  return value;
}

/** Empty while there is none. */
function second(at: Date | string | null | undefined): string {
  const instant = new Date(String(at));
  return Number.isNaN(instant.getTime()) ? "" : `${instant.toISOString().slice(0, 19)}Z`;
}

/** What the desk was last told in this property of a ticket. */
function toldLast(desk: DeskSimulator, name: string): unknown {
  const bodies = desk.ledger().flatMap(({ body }) => (body !== null && typeof body === "object" ? [body] : []));
  return bodies.map((body) => (body as Record<string, unknown>)[name]).findLast((value) => value !== undefined);
}

describe("a due instant of ours", () => {
  it("is written to the fields that are mapped, and follows; what a technician sets instead is shown, not wiped", async (context) => {
    const east = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const west = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const mapped = (field: string) => ({ custom: { resolutionDue: { field, kind: "instant" as const } } });
    const world = await openDeskWorld(context, {
      east: { connector: "autotask", desk: east, maps: mapped("dueDateTime") },
      west: { connector: "autotask", desk: west, maps: mapped("Rack") },
    });
    const id = await east.technician.createTicket({ title: "Mail is slow", priority: "Medium" });
    await world.agreed(1, 2);
    const rack = () => west.tickets()[0]?.custom["Rack"];
    const first = await awaitResolution(world, "the due instant", ({ dueAt }) => dueAt !== null);
    await awaitUntil("it in both desks", async () =>
      rack() === second(first.dueAt) && second(String(toldLast(east, "dueDateTime"))) === second(first.dueAt)
        ? true
        : undefined,
    );

    await east.technician.edit(id, { priority: "Critical" });
    const moved = await awaitResolution(
      world,
      "another due instant",
      ({ dueAt }) => dueAt !== null && String(dueAt) !== String(first.dueAt),
    );
    await awaitUntil("that in both desks", async () =>
      rack() === second(moved.dueAt) && second(String(toldLast(east, "dueDateTime"))) === second(moved.dueAt)
        ? true
        : undefined,
    );

    const agreed = "2031-01-01T09:00:00Z";
    await west.technician.edit(west.tickets()[0]?.id ?? "", { custom: { Rack: agreed } });
    await world.readNow();
    await awaitUntil("the conflict", async () => {
      const [row] = await world.tickets();
      const view = row && (await world.ticket(row.id));
      return view && view.conflicts > 0 ? view : undefined;
    });
    assert.equal(rack(), agreed);
    assert.equal(second(String(toldLast(east, "dueDateTime"))), second(moved.dueAt));
  });

  it("is told as well to a desk whose field is mapped later", async (context) => {
    const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, { desk: { connector: "autotask", desk } });
    await desk.technician.createTicket({ title: "Mail is slow" });
    await world.agreed(1, 1);
    const { dueAt } = await awaitResolution(world, "the due instant", (clock) => clock.dueAt !== null);
    assert.equal(desk.tickets()[0]?.custom["Rack"] ?? null, null);
    await world.api.patch("/connections/desk", {
      maps: { custom: { resolutionDue: { field: "Rack", kind: "instant" } } },
    });
    await awaitUntil("it in the desk", async () =>
      desk.tickets()[0]?.custom["Rack"] === second(dueAt) ? true : undefined,
    );
  });
});

describe("a desk's own due instants", () => {
  it("count in place of ours where that is set, from the first reading to each that moves", async (context) => {
    const desk = await startHaloSimulator({ webhookRetryMs: 100 });
    const world = await openDeskWorld(context, { desk: { connector: "halopsa", desk } });
    const id = await desk.technician.createTicket({ title: "Mail is slow", priority: "Low" });
    const [view] = await world.agreed(1, 1);
    const ours = await awaitResolution(world, "our due instant", ({ dueBy }) => dueBy === null);
    const theirs = () => awaitTheirs(world);
    const before = await theirs();
    assert.notEqual(second(ours.dueAt), before, "they promise another time");

    await world.api.patch("/connections/desk", { rules: { ownsDue: true } });
    const taken = await awaitResolution(world, "theirs", ({ dueBy }) => dueBy === "desk");
    assert.equal(second(taken.dueAt), before);

    await desk.technician.edit(id, { priority: "Critical" });
    await awaitResolution(world, "theirs of the other priority", ({ dueAt }) => second(dueAt) !== before);
    const explained = (await world.api.get(`/tickets/${view?.id ?? ""}/sla`)) as {
      moves: { to: string | null; detail: string | null }[];
    };
    const after = await theirs();
    assert.ok(Date.parse(after) < Date.parse(before) - 10 * hourMs, `${after} is not much earlier than ${before}`);
    assert.ok(
      explained.moves.some(({ to, detail }) => to !== null && second(to) === after && detail !== null),
      JSON.stringify(explained.moves),
    );

    await world.api.patch("/connections/desk", { rules: { ownsDue: false } });
    await awaitResolution(world, "ours again", ({ dueBy }) => dueBy === null);
  });
});

async function awaitTheirs(world: DeskWorld): Promise<string> {
  const { value } = await awaitUntil("what the desk says", async () => {
    const [row] = await world.tickets();
    const said = row && (await world.ticket(row.id)).links[0]?.sla?.resolutionDueAt;
    return said ?? undefined;
  });
  return second(value);
}
