import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import type { MapsPreview } from "../../server/connections/preview-maps.ts";
import type { SimulatorView } from "../../server/simulators/simulator-service.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";

interface Listed {
  enabled: boolean;
  running: SimulatorView[];
}

/** A ticket that the simulated desk has as well. */
async function mirrored({ tickets, ticket }: DeskWorld) {
  const { value } = await awaitUntil("a ticket that is in the simulated desk", async () => {
    const [first] = await tickets();
    const view = first && (await ticket(first.id));
    return view?.links.some(({ number, agreed }) => number !== null && agreed) ? view : undefined;
  });
  return value;
}

describe("vendors that the hub simulates", () => {
  const closers: (() => Promise<void>)[] = [];
  let world: DeskWorld;
  before(async () => {
    world = await openDeskWorld({ after: (run) => void closers.unshift(run) }, {}, { pollSeconds: 1 });
  });
  after(async () => {
    for (const close of closers) await close();
  });
  const list = async () => (await world.api.get("/simulators")) as Listed;

  it("are connected with rules, tables and webhooks, and each runs once", async () => {
    assert.deepEqual([(await list()).enabled, (await list()).running], [true, []]);
    await world.api.post("/simulators", { connector: "halopsa" });
    await world.api.post("/simulators", { connector: "alertmanager" });
    await assert.rejects(world.api.post("/simulators", { connector: "halopsa" }), /runs already/);
    const { running } = await list();
    assert.deepEqual(
      running.map(({ connection, kind, state }) => [connection, kind, state]),
      [
        ["simulated-halopsa", "desk", "running"],
        ["simulated-alertmanager", "monitor", "running"],
      ],
    );
    const steps = (await world.api.post("/connections/simulated-halopsa/test")) as { step: string; ok: boolean }[];
    assert.deepEqual(
      steps.filter(({ ok }) => !ok),
      [],
    );
  });

  it("take an alert to a ticket with its clocks, and hold one of an unknown client", async () => {
    const sent = (await world.api.post("/simulators/simulated-alertmanager/alert", {})) as { title: string };
    const ticket = await mirrored(world);
    assert.equal(ticket.fields["title"], sent.title);
    assert.ok(ticket.clocks.some(({ dueAt }) => dueAt !== null));
    await world.api.post("/simulators/simulated-alertmanager/alert", { client: "unknown" });
    const { value } = await awaitUntil(
      "what waits for its client",
      async () => ((await world.api.get("/quarantine")) as { reason: string; clientRef: string }[])[0],
    );
    assert.deepEqual([value.reason, value.clientRef], ["unknownClient", "harbor-foods"]);
  });

  it("show what a record becomes by other tables, both ways", async () => {
    const preview = (await world.api.post("/connections/simulated-halopsa/maps/preview", {
      maps: { priority: { in: {}, out: {} } },
    })) as MapsPreview;
    const states = Object.fromEntries(preview.arrives.map(({ field, state }) => [field, state]));
    assert.deepEqual([states["title"], states["priority"]], ["mapped", "unmapped"]);
    assert.ok(preview.leaves.some(({ field, state }) => field === "title" && state === "mapped"));
    assert.ok(preview.leaves.every(({ field }) => field !== "priority"));
  });

  it("disagree about a title where both sides edit it, until a person decides", async () => {
    const { id } = await mirrored(world);
    await world.api.post("/simulators/simulated-halopsa/conflict", { ticketId: id });
    const { value: link } = await awaitUntil("the conflict", async () =>
      (await world.ticket(id)).links.find(({ held }) => "title" in held),
    );
    await world.api.post(`/tickets/${id}/links/${link.id}/settle`, { field: "title", choice: "keep" });
    const { value } = await awaitUntil("our title on both sides", async () => {
      const now = await world.ticket(id);
      return now.links.every(({ held, agreed }) => agreed && !("title" in held)) ? now : undefined;
    });
    assert.match(String(value.fields["title"]), /hub: /);
  });

  it("wait as parked after the hub was stopped, and are replaced", async () => {
    await world.restart();
    const { running } = await list();
    assert.deepEqual(
      running.map(({ state }) => state),
      ["ended", "ended"],
    );
    const before = (await world.api.get("/connections/simulated-halopsa")) as { mode: string; parkedReason: string };
    assert.equal(before.mode, "parked");
    assert.match(before.parkedReason, /simulated by this hub/);
    await world.api.post("/simulators", { connector: "halopsa" });
    const now = (await world.api.get("/connections/simulated-halopsa")) as { mode: string };
    assert.equal(now.mode, "live");
  });

  it("end with their connections, and all of it is in the audit", async () => {
    await world.api.remove("/simulators/simulated-halopsa");
    await world.api.remove("/simulators/simulated-alertmanager");
    assert.deepEqual((await list()).running, []);
    assert.deepEqual(await world.api.get("/connections"), []);
    const { entries } = (await world.api.get("/audit?limit=100")) as { entries: { action: string }[] };
    const actions = new Set(entries.map(({ action }) => action));
    for (const action of ["simulator.start", "simulator.stop", "simulator.alert", "simulator.conflict"])
      assert.ok(actions.has(action), action);
  });

  it("are refused where the hub does not pretend, and their addresses are nobody else's to call", async (context) => {
    const other = await openDeskWorld(context, {}, { environment: { INTERDESK_SIMULATORS: "false" } });
    await assert.rejects(other.api.post("/simulators", { connector: "halopsa" }), /simulates no vendors/);
    const started = (await world.api.post("/simulators", { connector: "halopsa" })) as SimulatorView;
    await world.api.post("/tenants", { name: "stranger" });
    const stranger = await world.asTenant("stranger");
    await stranger.post("/connections", {
      name: "spy",
      connector: "halopsa",
      settings: { baseUrl: started.url, clientId: "x" },
      secrets: { clientSecret: "x", webhookSecret: "0123456789" },
    });
    const steps = (await stranger.post("/connections/spy/test")) as { ok: boolean; detail: string }[];
    assert.ok(steps.some(({ ok }) => !ok));
  });
});
