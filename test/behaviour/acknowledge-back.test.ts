import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { startAlertmanagerSimulator } from "../../connectors/alertmanager/simulator/index.ts";
import type { Json } from "../../schemas/json.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openSourceWorld } from "../support/source-world.ts";

const silenced = "POST /api/v2/silences";

/** A hub with one alert of a simulated Alertmanager as one ticket, known to the desk. */
async function openWorld(context: TestContext, settings: Readonly<Record<string, Json>> = {}) {
  const simulator = await startAlertmanagerSimulator();
  const world = await openSourceWorld(context, { connector: "alertmanager", simulator, settings });
  const { body } = world.readRecorded("01-firing-single");
  const { alerts } = JSON.parse(body) as { alerts: { fingerprint: string; labels: Record<string, string> }[] };
  const { fingerprint, labels } = alerts[0] ?? assert.fail("no alert");
  simulator.fire({ dedupKey: fingerprint, handle: labels });
  await world.send(body);
  const { value: ticket } = await awaitUntil("the ticket in the desk", async () => world.desk.tickets()[0]);
  await world.agreed(1, 1);
  const look = () => simulator.look(fingerprint);
  const silences = (count: number) =>
    awaitUntil(`${count} silences`, async () => (look().acknowledged === count ? true : undefined));
  const edit = (status: string) => world.desk.technician.edit(ticket.id, { status });
  return { ...world, deskTicket: ticket, fingerprint, body, look, silences, edit };
}

const posts = (calls: readonly string[]) => calls.filter((call) => call.startsWith(silenced));

describe("what a technician does with a ticket", () => {
  it("quiets its alert at the source, and ends the quiet when it is closed; both are in its story", async (context) => {
    const { edit, silences, look, until, deskTicket, simulator } = await openWorld(context);
    await edit("In Progress");
    await silences(1);
    assert.ok(look().notes[0]?.includes(deskTicket.number), look().notes[0]);
    const taken = await until("its agreement", ({ alerts }) => alerts[0]?.source.done === "acknowledged");
    assert.deepEqual(taken.alerts[0]?.source, {
      wanted: "acknowledged",
      done: "acknowledged",
      agreed: true,
      error: null,
    });
    await edit("Complete");
    await silences(0);
    const { timeline } = await until("its story", ({ timeline }) =>
      timeline.some(({ text }) => text === "unacknowledge to tool: done"),
    );
    assert.ok(timeline.some(({ kind, text }) => kind === "write" && text === "acknowledge to tool: done"));
    assert.deepEqual(posts(simulator.calls), ["POST /api/v2/silences 200"]);
  });

  it("is told once although the answer was lost", async (context) => {
    const { edit, silences, until, simulator } = await openWorld(context);
    simulator.failNext({ kind: "drop" });
    await edit("In Progress");
    const view = await until("its agreement", ({ alerts }) => alerts[0]?.source.done === "acknowledged");
    await silences(1);
    assert.equal(posts(simulator.calls).length, 1);
    const writes = view.timeline.filter(({ kind, text }) => kind === "write" && text.includes("acknowledge"));
    assert.deepEqual(
      writes.map(({ text }) => text),
      ["acknowledge to tool: unknown", "acknowledge to tool: done"],
    );
  });

  it("is the newest only: taken and given back before the tool answers", async (context) => {
    const { edit, silences, until, simulator, api } = await openWorld(context);
    await edit("In Progress");
    await silences(1);
    await edit("New");
    await silences(0);
    const view = await until("what is wanted", ({ alerts }) => alerts[0]?.source.done === "none");
    assert.equal(view.alerts[0]?.source.agreed, true);
    // Closed without having been taken: nothing of ours is there, and nothing is said.
    const told = () => simulator.calls.filter((call) => !call.startsWith("GET"));
    const before = told();
    await edit("Complete");
    const ended = await until("its end", ({ alerts }) => alerts[0]?.source.done === "resolved");
    assert.equal(ended.alerts[0]?.handling, "dismissed");
    assert.deepEqual(told(), before);
    assert.equal(((await api.get("/quarantine")) as unknown[]).length, 0);
  });

  it("is shown as it failed: on the ticket, in the connection's health, to a person", async (context) => {
    const { edit, until, simulator, api } = await openWorld(context);
    // A listing that is refused lets the connection rest, and the acknowledgement with it.
    await awaitUntil(
      "its first listing",
      async () => simulator.calls.some((call) => call.startsWith("GET")) || undefined,
    );
    const reply = { status: 401, body: "wrong token" };
    simulator.failNext({ kind: "answer", reply }, true);
    await edit("In Progress");
    const view = await until("the failure", ({ alerts }) => (alerts[0]?.source.error ?? "") !== "");
    assert.match(view.alerts[0]?.source.error ?? "", /^unauthorized: HTTP 401: wrong token/);
    assert.equal(view.alerts[0]?.source.agreed, false);
    assert.ok(
      view.timeline.some(({ text, reason }) => text === "acknowledge to tool: failed" && /401/.test(reason ?? "")),
    );
    const listed = (await api.get("/connections")) as { name: string; health: string; lastError: string }[];
    const tool = listed.find(({ name }) => name === "tool");
    assert.deepEqual([tool?.health, tool?.lastError.startsWith("unauthorized")], ["resting", true]);
  });

  it("waits for a person where the tool refuses it, and is tried again when he says so", async (context) => {
    const { edit, until, silences, simulator, api } = await openWorld(context);
    simulator.failNext({ kind: "answer", reply: { status: 400, body: "silence invalid" } });
    await edit("In Progress");
    const view = await until("the refusal", ({ alerts }) => alerts[0]?.source.error?.startsWith("rejected") === true);
    const waiting = (await api.get("/quarantine")) as { id: string; kind: string; ticketId: string; detail: string }[];
    const [row] = waiting;
    assert.deepEqual([waiting.length, row?.kind, row?.ticketId], [1, "write", view.id]);
    assert.match(row?.detail ?? "", /^acknowledge of the alert .+silence invalid/);
    await api.post(`/quarantine/${row?.id}/retry`);
    await silences(1);
    await until("no error", ({ alerts }) => alerts[0]?.source.agreed === true && alerts[0].source.error === null);
  });

  it("that cannot be taken back is not asked for again and again", async (context) => {
    const { edit, until, silences, simulator } = await openWorld(context);
    await edit("In Progress");
    await silences(1);
    simulator.failNext({ kind: "answer", reply: { status: 400, body: "no" } });
    await edit("New");
    await until("the refusal", ({ alerts }) => alerts[0]?.source.error?.startsWith("rejected") === true);
    const before = simulator.calls.length;
    await edit("In Progress");
    await until(
      "what is wanted now",
      ({ alerts }) => alerts[0]?.source.agreed === true && alerts[0].source.error === null,
    );
    const since = simulator.calls.slice(before).filter((call) => !call.startsWith("GET"));
    assert.deepEqual(since, [], "the silence of before is there still");
  });

  it("stays here where an admin wants that, until he changes his mind", async (context) => {
    const { edit, silences, until, simulator, api, look } = await openWorld(context, { acknowledgeBack: false });
    await edit("In Progress");
    await until("what is wanted", ({ alerts }) => alerts[0]?.source.wanted === "acknowledged");
    assert.equal(look().acknowledged, 0);
    await api.patch("/connections/tool", { settings: { acknowledgeBack: true } });
    await silences(1);
    assert.equal(posts(simulator.calls).length, 1);
  });

  it("is only noted in shadow mode", async (context) => {
    const { edit, until, silences, api, simulator } = await openWorld(context);
    await api.patch("/connections/tool", { mode: "shadow" });
    await edit("In Progress");
    await until("what is wanted", ({ alerts }) => alerts[0]?.source.wanted === "acknowledged");
    assert.equal(posts(simulator.calls).length, 0);
    await api.patch("/connections/tool", { mode: "live" });
    await silences(1);
  });

  it("holds for the alert that fires again while the ticket is worked on", async (context) => {
    const { edit, silences, until, send, body, simulator } = await openWorld(context);
    await edit("In Progress");
    await silences(1);
    const [now, later] = [new Date(Date.now() - 1_000).toISOString(), new Date().toISOString()];
    const change = (status: string, startsAt: string | undefined, endsAt: string) => {
      const message = JSON.parse(body) as { alerts: Record<string, unknown>[] };
      const alerts = message.alerts.map((alert) => ({
        ...alert,
        status,
        startsAt: startsAt ?? alert["startsAt"],
        endsAt,
      }));
      return JSON.stringify({ ...message, status, alerts });
    };
    await send(change("resolved", undefined, now));
    await send(change("firing", later, "0001-01-01T00:00:00Z"));
    const view = await until("the second episode", ({ alerts }) => alerts[0]?.episode === 2);
    assert.equal(view.alerts[0]?.source.wanted, "acknowledged");
    await until("its agreement", ({ alerts }) => alerts[0]?.source.agreed === true);
    assert.equal(posts(simulator.calls).length, 1, "the silence of before is there still");
    await edit("Complete");
    await silences(0);
  });
});
