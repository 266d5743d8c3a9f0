import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withTenant } from "../../server/db/tenant.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { idSource } from "../../server/ids.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { about, type Added, titleOf, useWebhookWorld, verifySignature } from "../support/webhook-world.ts";

const hooks = useWebhookWorld();
const { subscribe, fire, show, log, letDue, settled } = hooks;

describe("a webhook that is added", () => {
  it("shows its secret once, and where it may not call is refused with the field", async (context) => {
    const { hook } = await subscribe(context);
    assert.match(hook.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.ok(!JSON.stringify([await show(hook), await hooks.world.api.get("/webhooks")]).includes("whsec_"));
    const add = (url: string) => hooks.world.api.post("/webhooks", { url, types: ["*"] });
    await assert.rejects(add("http://example.com/hook"), /url: The address must begin with https/);
    await assert.rejects(add("https://10.0.0.1/hook"), /url: The address is not public/);
    await assert.rejects(add("https://2130706433/hook"), /url: The address is not public/);
    await assert.rejects(add("https://user:word@example.com/"), /url: The address holds credentials/);
  });

  it("names a type or a client that there is none of", async () => {
    const add = (more: object) =>
      hooks.world.api.post("/webhooks", { url: hooks.receiver.at("none").url, types: ["*"], ...more });
    await assert.rejects(
      add({ types: ["interdesk.ticket.closed"] }),
      /types\.0: expected one of interdesk\.ticket\.opened/,
    );
    await assert.rejects(add({ clients: ["Nobody"] }), /clients: there is no client "Nobody"/);
  });

  it("whose name leads inside is not called", async (context) => {
    const { hook } = await subscribe(context, { url: "https://localhost:1/hook" });
    const tried = (await hooks.world.api.post(`/webhooks/${hook.id}/test`)) as { ok: boolean; detail: string };
    assert.equal(tried.ok, false);
    assert.match(tried.detail, /blocked: The address is not public/);
  });
});

describe("an event", () => {
  it("is sent again after a 500, the same under the same id, until it is taken", async (context) => {
    const { box, hook } = await subscribe(context);
    box.answer((_, earlier) => (earlier < 2 ? 500 : 200));
    await fire("Retried");
    const { nextAt, detail } = await settled(hook, "waiting", 1);
    const waitMs = new Date(nextAt ?? 0).getTime() - Date.now();
    assert.ok(waitMs > 1_000 && waitMs < 6_000, `again in ${waitMs} ms`);
    assert.equal(detail, "HTTP 500");
    await letDue(hook);
    await settled(hook, "waiting", 2);
    await letDue(hook);
    await settled(hook, "done", 3);
    const all = box.all();
    assert.equal(all.length, 3);
    for (const received of all) {
      assert.equal(received.headers["webhook-id"], received.event.id);
      assert.equal(received.body, all[0]?.body);
      verifySignature(hook.secret, received);
    }
    assert.equal((await show(hook)).failingSince, null);
  });

  it("is signed by both secrets while one is changed, then by the new one alone", async (context) => {
    const { box, hook } = await subscribe(context);
    const rotate = async (overlapHours: number) =>
      ((await hooks.world.api.post(`/webhooks/${hook.id}/rotate`, { overlapHours })) as Added).secret;
    const second = await rotate(1);
    await fire("Rotated");
    const [both] = await box.got("the event", 1, about("Rotated"));
    assert.ok(both);
    verifySignature(hook.secret, both);
    verifySignature(second, both);
    const third = await rotate(0);
    await fire("Rotated again");
    const [one] = await box.got("the event", 1, about("Rotated again"));
    assert.ok(one);
    verifySignature(third, one);
    assert.throws(() => verifySignature(second, one));
    assert.throws(() => verifySignature(hook.secret, one));
  });

  it("waits while its webhook is paused, and is sent when it goes on", async (context) => {
    const { box, hook } = await subscribe(context);
    const other = await subscribe(context);
    await hooks.world.api.patch(`/webhooks/${hook.id}`, { state: "paused" });
    await fire("Paused");
    await other.box.got("the event elsewhere", 1, about("Paused"));
    assert.equal((await show(hook)).waiting, 1);
    assert.deepEqual(box.all(), []);
    await hooks.world.api.patch(`/webhooks/${hook.id}`, { state: "active" });
    await box.got("the event", 1, about("Paused"));
  });

  it("is not sent when its webhook does not want it any more", async (context) => {
    const { box, hook } = await subscribe(context);
    await hooks.world.api.patch(`/webhooks/${hook.id}`, { state: "paused" });
    const other = await subscribe(context);
    await fire("Unwanted");
    await other.box.got("the event elsewhere", 1, about("Unwanted"));
    await hooks.world.api.patch(`/webhooks/${hook.id}`, { types: ["interdesk.sla.*"], state: "active" });
    await awaitUntil("it to be dropped", async () => ((await log(hook))[0]?.state === "dropped" ? true : undefined));
    assert.deepEqual(box.all(), []);
  });

  it("is replayed alone, or with all since a time, under the same id", async (context) => {
    const { box, hook } = await subscribe(context);
    const since = new Date().toISOString();
    await fire("Replayed one");
    await fire("Replayed two");
    await box.got("both", 2);
    await awaitUntil("both to be noted", async () =>
      (await log(hook)).every(({ state }) => state === "done") ? true : undefined,
    );
    const [first] = await log(hook);
    await hooks.world.api.post(`/webhooks/${hook.id}/replay`, { event: first?.id });
    const three = await box.got("one again", 3);
    assert.equal(three.filter(({ event }) => event.id === first?.id).length, 2);
    await awaitUntil("it to be noted", async () =>
      (await log(hook)).every(({ state }) => state === "done") ? true : undefined,
    );
    assert.deepEqual(await hooks.world.api.post(`/webhooks/${hook.id}/replay`, { since }), {
      replayed: 2,
      more: false,
    });
    const five = await box.got("both again", 5);
    assert.equal(new Set(five.map(({ event }) => event.id)).size, 2);
    await assert.rejects(
      hooks.world.api.post(`/webhooks/${hook.id}/replay`, { event: idSource.next() }),
      /was never owed an event/,
    );
  });

  it("of one client goes to nobody who wants another's", async (context) => {
    const own = await subscribe(context, { clients: ["Acme Dental"] });
    await hooks.world.api.post("/client-map", {
      connection: "prometheus",
      externalId: "brook-law",
      client: "Brook Law",
    });
    const other = await subscribe(context, { clients: ["Brook Law"] });
    await fire("Of Acme");
    await deliverAlerts(hooks.world.hookUrl, [{ alertname: "Of Brook", client: "brook-law" }]);
    await own.box.got("its own", 1);
    await other.box.got("the other's", 1);
    assert.deepEqual(own.box.all().map(titleOf), ["Of Acme"]);
    assert.deepEqual(other.box.all().map(titleOf), ["Of Brook"]);
  });
});

describe("what an admin does to webhooks", () => {
  it("is in the audit, without secret or path", async (context) => {
    const { hook } = await subscribe(context);
    await hooks.world.api.post(`/webhooks/${hook.id}/rotate`, {});
    const entries = await withTenant(hooks.world.hub.hub.db, hooks.tenantId, (trx) =>
      trx.selectFrom("audit").select(["action", "detail"]).where("object", "=", hook.id).orderBy("id").execute(),
    );
    assert.deepEqual(
      entries.map(({ action }) => action),
      ["webhook.add", "webhook.rotate"],
    );
    assert.doesNotMatch(JSON.stringify(entries), /whsec_|box-/);
  });
});
