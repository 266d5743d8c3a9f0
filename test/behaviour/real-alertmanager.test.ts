import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { alertmanager } from "../../connectors/alertmanager/index.ts";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import { createVendorHttp } from "../../connectors/http.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { buildSourceAlert } from "../contract/source-world.ts";
import { openDeskWorld } from "../support/desk-world.ts";
import { findFreePort } from "../support/free-port.ts";
import { startAlertmanager } from "../support/real-alertmanager.ts";

const bearerToken = "test-token-not-secret";
const labels = { alertname: "DiskFull", instance: "web-01.example.net", client: "acme", severity: "critical" };

/** A hub with a desk, and a real Alertmanager that sends to it and can be told by it. */
async function openWorld(context: TestContext) {
  const port = await findFreePort();
  const desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
  const options = { allowedPrivate: [`127.0.0.1:${port}`] };
  const world = await openDeskWorld(context, { autotask: { connector: "autotask", desk } }, options);
  const { hookUrl } = (await world.api.post("/connections", {
    name: "prometheus",
    connector: "alertmanager",
    settings: { apiUrl: `http://127.0.0.1:${port}` },
    secrets: { bearerToken },
  })) as { hookUrl: string };
  const client = desk.clients[0]?.name ?? assert.fail("the desk has no client");
  await world.api.post("/client-map", { connection: "prometheus", externalId: "acme", client });
  const alertmanager = await startAlertmanager({ port, hookUrl, bearerToken });
  context.after(() => alertmanager.stop());
  const view = async (): Promise<TicketView | undefined> => {
    const [ticket] = await world.tickets();
    return ticket && world.ticket(ticket.id);
  };
  const until = (what: string, is: (ticket: TicketView) => boolean) =>
    awaitUntil(what, async () => {
      const ticket = await view();
      return ticket && is(ticket) ? ticket : undefined;
    });
  const active = async () => (await alertmanager.silences()).filter(({ status }) => status.state !== "expired");
  return { ...world, desk, alertmanager, until, active };
}

describe("a real Alertmanager", () => {
  it("groups, repeats and resolves to the hub; taking the ticket silences there, closing ends it", async (context) => {
    const { desk, alertmanager, until, active, tickets, agreed } = await openWorld(context);
    await alertmanager.post(labels, "firing");
    await alertmanager.post({ ...labels, instance: "web-02.example.net" }, "firing");
    await until("both alerts, one of them repeated", ({ alerts }) => (alerts[0]?.eventCount ?? 0) >= 2);
    await agreed(2, 1);

    const [taken] = desk.tickets();
    assert.ok(taken);
    const here = (await tickets()).find(({ title }) => title === taken.title) ?? assert.fail("no such ticket");
    await desk.technician.edit(taken.id, { status: "In Progress" });
    const { value: silences } = await awaitUntil("the silence", async () => {
      const all = await active();
      return all.length > 0 ? all : undefined;
    });
    assert.equal(silences.length, 1);
    const [silence] = silences;
    assert.equal(silence?.createdBy, "Interdesk");
    assert.ok(silence.comment.includes(taken.number), silence.comment);
    const silenced = (await alertmanager.alerts()).filter(({ status }) => status.silencedBy.length > 0);
    assert.equal(silenced.length, 1, "the other alert is nobody's yet");
    assert.ok(here.title.includes(silenced[0]?.labels["instance"] ?? "?"));

    await desk.technician.edit(taken.id, { status: "Complete" });
    await awaitUntil("the end of the silence", async () => ((await active()).length === 0 ? true : undefined));

    for (const instance of ["web-01.example.net", "web-02.example.net"])
      await alertmanager.post({ ...labels, instance }, "resolved");
    await awaitUntil("the end of the ticket that nobody touched", async () =>
      (await tickets()).every(({ status }) => status === "resolved" || status === "closed") ? true : undefined,
    );
    assert.equal((await active()).length, 0);
  });

  it("says by its list what has resolved under our own silence, where it sends no message", async (context) => {
    const { desk, alertmanager, until, active, api, agreed } = await openWorld(context);
    await alertmanager.post(labels, "firing");
    await agreed(1, 1);
    const ticket = desk.tickets()[0] ?? assert.fail("no ticket in the desk");
    await desk.technician.edit(ticket.id, { status: "In Progress" });
    await awaitUntil("the silence", async () => ((await active()).length === 1 ? true : undefined));
    await alertmanager.post(labels, "resolved");
    const report = async () =>
      (await api.get("/connections/prometheus/comparison")) as { missed: number; cleared: number };
    await api.post("/connections/prometheus/reconcile");
    await awaitUntil("the first look", async () => ((await report())?.missed === 1 ? true : undefined));
    await api.post("/connections/prometheus/reconcile");
    const view = await until("the end of the alert", ({ alerts }) => alerts[0]?.condition === "clear");
    assert.ok(view.value.timeline.some(({ reason }) => reason === "notListedAnyMore"));
    assert.equal(view.value.fields["status"], "inProgress", "a person works on it");
  });

  it("makes our silence longer, under its own id, before it ends", async (context) => {
    const port = await findFreePort();
    const hookUrl = `http://127.0.0.1:${await findFreePort()}/`;
    const tool = await startAlertmanager({ port, hookUrl, bearerToken });
    context.after(() => tool.stop());
    let aheadMs = 0;
    const clock = { now: () => new Date(Date.now() + aheadMs) };
    const allowedPrivate = [`127.0.0.1:${port}`];
    const http = createVendorHttp({ account: "t:a", slots: createLocalSlots(), allowedPrivate, secrets: [], clock });
    context.after(() => http.close());
    const settings = { apiUrl: `http://127.0.0.1:${port}`, silenceHours: 4 };
    const { monitor } = alertmanager.open({ settings, secrets: {}, secretVersions: [{}], maps: {}, http, clock });
    const alert = buildSourceAlert({ dedupKey: "disk", handle: labels }, 1);
    const acknowledge = async () => {
      const [answer] = (await monitor?.acknowledge?.([alert])) ?? [];
      assert.ok(answer?.ok, JSON.stringify(answer));
      const held = (await tool.silences()).filter(({ status }) => status.state === "active");
      assert.equal(held.length, 1);
      return { id: held[0]?.id, until: answer.value.until?.getTime() ?? 0 };
    };
    const first = await acknowledge();
    assert.deepEqual(await acknowledge(), first);
    aheadMs = 3 * 3_600_000;
    const longer = await acknowledge();
    assert.equal(longer.id, first.id);
    assert.ok(longer.until - first.until >= 3 * 3_600_000);
    assert.deepEqual(
      (await monitor?.unacknowledge?.([alert]))?.map(({ ok }) => ok),
      [true],
    );
    assert.deepEqual(
      (await tool.silences()).map(({ status }) => status.state),
      ["expired"],
    );
  });
});
