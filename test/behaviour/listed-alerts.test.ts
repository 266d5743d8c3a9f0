import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Client } from "pg";
import { startAlertmanagerSimulator } from "../../connectors/alertmanager/simulator/index.ts";
import type { Json } from "../../schemas/json.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openSourceWorld } from "../support/source-world.ts";

interface Report {
  at: string;
  listed: number;
  held: number;
  missed: number;
  cleared: number;
  opened: number;
  doubted: boolean;
  waiting: boolean;
  failed?: string;
}

/** A hub and a simulated Alertmanager that says what fires; it is asked only when the test says so. */
async function openWorld(context: TestContext, settings: Readonly<Record<string, Json>> = {}) {
  const simulator = await startAlertmanagerSimulator();
  const options = { connector: "alertmanager", simulator, settings: { reconcileMinutes: 1_440, ...settings } };
  const world = await openSourceWorld(context, options);
  const report = async () => (await world.api.get("/connections/tool/comparison")) as Report | null;
  await awaitUntil("the first look", async () => (await report()) ?? undefined);
  const look = async (): Promise<Report> => {
    const last = await report();
    await world.api.post("/connections/tool/reconcile");
    const { value } = await awaitUntil("a look at what is listed", async () => {
      const next = await report();
      return next && JSON.stringify(next) !== JSON.stringify(last) && !next.waiting ? next : undefined;
    });
    return value;
  };
  const messageOf = (instances: readonly string[], startsAt = new Date(Date.now() - 60_000)) =>
    JSON.stringify({
      version: "4",
      alerts: instances.map((instance) => ({
        status: "firing",
        labels: { alertname: "DiskFull", instance },
        startsAt: startsAt.toISOString(),
        endsAt: "0001-01-01T00:00:00Z",
        fingerprint: instance,
      })),
    });
  const fire = async (...instances: string[]) => {
    for (const instance of instances)
      simulator.fire({ dedupKey: instance, handle: { alertname: "DiskFull", instance } });
    await world.send(messageOf(instances));
  };
  const titled = (instance: string) => async () =>
    (await world.views()).find(({ fields }) => String(fields["title"]).includes(instance));
  return { ...world, report, look, fire, messageOf, titled };
}

describe("what a tool lists no more", () => {
  it("has ended when that was so twice in a row, and its story says why", async (context) => {
    const { look, fire, simulator, titled, until } = await openWorld(context);
    await fire("web-01", "web-02");
    assert.deepEqual((({ listed, held, missed }) => ({ listed, held, missed }))(await look()), {
      listed: 2,
      held: 2,
      missed: 0,
    });
    simulator.calm("web-01");
    const first = await look();
    assert.deepEqual([first.missed, first.cleared], [1, 0]);
    assert.equal((await titled("web-01")())?.fields["status"], "new", "once is not enough");
    const second = await look();
    assert.deepEqual([second.missed, second.cleared], [0, 1]);
    const ended = await until("its end", ({ fields }) => fields["status"] === "resolved");
    assert.match(String(ended.fields["resolution"]), /does not list the condition any more, since 20/);
    assert.equal(ended.alerts[0]?.condition, "clear");
    assert.ok(ended.timeline.some(({ kind, reason }) => kind === "event" && reason === "notListedAnyMore"));
    assert.equal((await titled("web-02")())?.fields["status"], "new");
  });

  it("counts as missed once when it was listed, or heard of, in between", async (context) => {
    const { look, fire, simulator, send, messageOf, titled } = await openWorld(context);
    await fire("web-01");
    simulator.calm("web-01");
    await look();
    simulator.fire({ dedupKey: "web-01", handle: {} });
    await look();
    simulator.calm("web-01");
    assert.deepEqual((({ missed, cleared }) => [missed, cleared])(await look()), [1, 0]);
    await send(messageOf(["web-01"]));
    assert.deepEqual((({ missed, cleared }) => [missed, cleared])(await look()), [1, 0]);
    assert.equal((await titled("web-01")())?.alerts[0]?.condition, "firing");
    assert.equal((await look()).cleared, 1);
  });

  it("is believed again as soon as it says that it fires, though it began long ago", async (context) => {
    const { look, fire, simulator, send, messageOf, titled, views } = await openWorld(context);
    await fire("web-01");
    const beganAt = new Date(Date.now() - 60_000);
    simulator.calm("web-01");
    await look();
    await look();
    await awaitUntil("its end", async () =>
      (await titled("web-01")())?.fields["status"] === "resolved" ? true : undefined,
    );
    await send(messageOf(["web-01"], beganAt));
    const { value: both } = await awaitUntil("one more ticket", async () => {
      const all = await views();
      return all.length === 2 ? all : undefined;
    });
    assert.deepEqual(both.map(({ fields }) => fields["status"]).toSorted(), ["new", "resolved"]);
  });

  it("is not ended by an answer that is none", async (context) => {
    const { look, fire, simulator, titled, api } = await openWorld(context);
    await fire("web-01");
    for (const [status, body] of [
      [500, "oops"],
      [200, "<html>"],
      [200, "["],
      [404, ""],
    ] as const) {
      simulator.failNext({ kind: "answer", reply: { status, body } }, true);
      assert.ok((await look()).failed, `${status} ${body}`);
    }
    assert.equal((await titled("web-01")())?.alerts[0]?.condition, "firing");
    const listed = (await api.get("/connections")) as { name: string; health: string }[];
    assert.equal(listed.find(({ name }) => name === "tool")?.health, "failing");
  });

  it("is told to an admin who tests the connection, as far as the tool can be asked", async (context) => {
    const { fire, simulator, api } = await openWorld(context);
    await fire("web-01");
    const test = async () =>
      (await api.post("/connections/tool/test")) as { step: string; ok: boolean; detail: string }[];
    assert.deepEqual(
      (await test()).map(({ ok, detail }) => [ok, detail]),
      [
        [true, "It will be told to acknowledge, unacknowledge."],
        [true, "It lists 1 alerts that fire."],
      ],
    );
    simulator.failNext({ kind: "answer", reply: { status: 401, body: "wrong token" } }, true);
    assert.deepEqual((await test()).at(-1), { step: "Listing", ok: false, detail: "HTTP 401: wrong token" });
  });

  it("is doubted when it is nearly everything, until a person says so", async (context) => {
    const { look, fire, simulator, api, views } = await openWorld(context);
    const instances = Array.from({ length: 24 }, (_, index) => `web-${index + 10}`);
    await fire(...instances, "db-01");
    for (const instance of instances) simulator.calm(instance);
    await look();
    const second = await look();
    assert.deepEqual([second.doubted, second.cleared], [true, 0]);
    assert.ok((await views()).every(({ fields }) => fields["status"] === "new"));
    await api.patch("/connections/tool", { allowMany: true });
    assert.equal((await look()).cleared, 24);
  });

  it("that no message told of opens a ticket only where an admin wants that", async (context) => {
    const { look, simulator, api, titled, tickets } = await openWorld(context);
    simulator.fire({ dedupKey: "web-07", handle: { alertname: "DiskFull", instance: "web-07" } });
    assert.equal((await look()).opened, 0);
    assert.deepEqual(await tickets(), []);
    await api.patch("/connections/tool", { settings: { openListed: true } });
    assert.equal((await look()).opened, 1);
    const view = (await titled("web-07")()) ?? assert.fail("no ticket");
    assert.equal(view.alerts[0]?.condition, "firing");
    assert.equal((await look()).opened, 0, "it is known now");
  });
});

describe("an alert of a tool that cannot be asked", () => {
  it("is doubted after a week without a word: one note, and the ticket stays", async (context) => {
    const simulator = await startAlertmanagerSimulator();
    context.after(() => simulator.close());
    const { api, send, until, database, tickets, readRecorded } = await openSourceWorld(context, {
      connector: "auvik",
      simulator: { ...simulator, settings: {}, secrets: {} },
    });
    const { body } = readRecorded("01-triggered");
    await send(body);
    const admin = new Client(database.admin);
    await admin.connect();
    await admin.query("update alert set last_seen_at = now() - interval '167 hours'");
    const look = async () => {
      const { rows } = await admin.query<{ at: string }>(
        "select coalesce(listing_report ->> 'at', '') as at from connection_run r join connection c on c.id = r.connection_id where c.name = 'tool'",
      );
      await api.post("/connections/tool/reconcile");
      await awaitUntil("a look", async () => {
        const report = (await api.get("/connections/tool/comparison")) as { at: string } | null;
        return report && report.at !== rows[0]?.at ? report : undefined;
      });
    };
    await look();
    await until("nothing yet", ({ alerts }) => alerts[0]?.condition === "firing");
    await admin.query("update alert set last_seen_at = now() - interval '169 hours'");
    await look();
    await look();
    await admin.end();
    const view = await until("the doubt", ({ alerts }) => alerts[0]?.condition === "unknown");
    assert.equal(view.fields["status"], "new");
    const notes = view.comments.filter(({ body }) => body.startsWith("Nothing was heard of this alert"));
    assert.deepEqual(
      notes.map(({ visibility }) => visibility),
      ["internal"],
    );
    assert.ok(view.timeline.some(({ reason }) => reason === "notHeardOf"));
    await send(body);
    const again = await until("its next message", ({ alerts }) => alerts[0]?.condition === "firing");
    assert.equal(again.id, view.id);
    assert.equal((await tickets()).length, 1);
  });
});
