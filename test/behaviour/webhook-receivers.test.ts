import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dropCrowds } from "../../server/db/webhooks.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { idSource } from "../../server/ids.ts";
import { about, useWebhookWorld } from "../support/webhook-world.ts";

const hooks = useWebhookWorld();
const { subscribe, fire, show, log, letDue, settled } = hooks;

const noticesOf = async (host: string) =>
  ((await hooks.world.api.get("/notices")) as { kind: string; title: string; body: string }[]).filter(({ body }) =>
    body.includes(host),
  );

describe("a receiver", () => {
  it("that answers 410 is told nothing more, and a person is told", async (context) => {
    const { box, hook } = await subscribe(context);
    box.answer(410);
    await fire("Gone");
    await box.got("the event", 1);
    await awaitUntil("its end", async () => ((await show(hook)).state === "disabled" ? true : undefined));
    assert.match((await show(hook)).stateReason ?? "", /410/);
    const [notice] = await noticesOf(hook.id);
    assert.equal(notice?.kind, "webhookDisabled");
    const other = await subscribe(context);
    await fire("After it was gone");
    await other.box.got("the event elsewhere", 1, about("After it was gone"));
    assert.equal((await log(hook)).length, 1, "nothing more is kept for it");
    box.answer(204);
    await hooks.world.api.patch(`/webhooks/${hook.id}`, { state: "active" });
    await fire("Back");
    await box.got("the event", 1, about("Back"));
    assert.deepEqual(await noticesOf(hook.id), []);
  });

  it("that has taken nothing for a day is left alone, and a person is told once", async (context) => {
    const { box, hook } = await subscribe(context);
    box.answer(503);
    await fire("Nobody listens");
    await settled(hook, "waiting", 1);
    assert.equal((await show(hook)).state, "active");
    await letDue(hook, { hours: 25, failures: 6 });
    await awaitUntil("its end", async () => ((await show(hook)).state === "disabled" ? true : undefined));
    const [notice, ...more] = await noticesOf(hook.id);
    assert.match(notice?.body ?? "", /taken nothing for a day, in 7 attempts/);
    assert.deepEqual(more, []);
    assert.equal((await show(hook)).waiting, 1, "what waits is sent when it goes on");
  });

  it("that fails is asked one event at a time, and gets the others once it works", async (context) => {
    const { box, hook } = await subscribe(context);
    box.answer(500);
    await fire("First of many");
    await settled(hook, "waiting", 1);
    for (const number of [1, 2, 3, 4]) await fire(`One of many ${number}`);
    await awaitUntil("all to wait", async () => ((await show(hook)).waiting === 5 ? true : undefined));
    const asked = box.all().length;
    await letDue(hook);
    await box.got("one more", asked + 1);
    await awaitUntil("the attempt to be noted", async () => {
      const rows = await log(hook);
      return rows.reduce((sum, { attempts }) => sum + attempts, 0) === asked + 1 &&
        rows.every(({ attempts, detail }) => attempts === 0 || detail !== null)
        ? true
        : undefined;
    });
    assert.equal(box.all().length, asked + 1);
    box.answer(200);
    await letDue(hook);
    await awaitUntil("all to be taken", async () => ((await show(hook)).waiting === 0 ? true : undefined));
  });

  it("that never answers delays nobody else, not even one at the same host", async (context) => {
    const silent = await subscribe(context);
    silent.box.answer("never");
    for (let number = 0; number < 10; number++) await fire(`Into silence ${number}`);
    await silent.box.got("the silent one to be asked", 1);
    const { box } = await subscribe(context);
    const startedAt = performance.now();
    await fire("Heard at once");
    await box.got("the event", 1, about("Heard at once"));
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < 30_000, `${Math.round(tookMs)} ms`);
    await hooks.world.api.patch(`/webhooks/${silent.hook.id}`, { state: "paused" });
  });

  it("that falls behind has its oldest events given up, and a person is told", async (context) => {
    const { hook } = await subscribe(context);
    await hooks.world.api.patch(`/webhooks/${hook.id}`, { state: "paused" });
    for (const number of [1, 2, 3, 4]) await fire(`Crowd ${number}`);
    await awaitUntil("all to wait", async () => ((await show(hook)).waiting === 4 ? true : undefined));
    assert.equal(await dropCrowds(hooks.world.hub.hub.db, 2, idSource.next), 2);
    const rows = await log(hook);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ["waiting", "waiting", "dropped", "dropped"],
    );
    const [notice] = await noticesOf(hook.id);
    assert.equal(notice?.kind, "webhookCrowded");
  });
});
