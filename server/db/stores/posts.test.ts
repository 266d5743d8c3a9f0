import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import type { StoredEvent } from "../../../core/ports/stores.ts";
import { WebhookEventId, WebhookId } from "../../../schemas/ids.ts";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { idSource } from "../../ids.ts";
import { withTenant } from "../tenant.ts";
import { createUnitOfWork } from "../unit-of-work.ts";
import { clearPosts } from "../webhook-log.ts";
import { deleteWebhook, insertWebhook, listDueWebhooks } from "../webhooks.ts";

const at = useTenantDatabase();
const leaseMs = 60_000;

const inTenant: ReturnType<typeof createUnitOfWork>["inTenant"] = (tenantId, run) =>
  createUnitOfWork(at.db, idSource.next, 1).inTenant(tenantId, run);

function buildEvent(): StoredEvent {
  const id = WebhookEventId.parse(idSource.next());
  return { id, type: "interdesk.sync.parked", clientId: null, internal: false, at: new Date(), body: `{"id":"${id}"}` };
}

/** A webhook that is owed so many events. */
async function owe(count: number): Promise<{ id: WebhookId; events: readonly WebhookEventId[] }> {
  const id = WebhookId.parse(idSource.next());
  const wants = { id, types: ["*"], clients: null, includeInternal: false };
  await insertWebhook(at.db, at.tenantId, { ...wants, url: "https://example.com/", secrets: {} });
  const events = Array.from({ length: count }, buildEvent);
  await inTenant(at.tenantId, ({ outbox }) => outbox.add(events.map((event) => ({ event, to: [id] }))));
  return { id, events: events.map(({ id: eventId }) => eventId) };
}

const claim = (id: WebhookId, owner: string, most = 8) =>
  inTenant(at.tenantId, ({ posts }) => posts.claim(id, owner, most, leaseMs));
const beat = (owner: string) =>
  sql`insert into hub_node (name, seen_at) values (${owner}, now()) on conflict (name) do update set seen_at = now()`.execute(
    at.db,
  );
const done = { kind: "done", status: 204, detail: null, tookMs: 1 } as const;

describe("posts that are claimed", () => {
  it("go to one of two nodes that ask at once, the oldest first, and no more than are asked for", async () => {
    const { id, events } = await owe(12);
    await Promise.all([beat("first"), beat("second")]);
    const [first, second] = await Promise.all([claim(id, "first", 5), claim(id, "second", 5)]);
    const taken = [...first, ...second].map(({ eventId }) => eventId);
    assert.equal(new Set(taken).size, taken.length, "none twice");
    assert.ok(first.length <= 5 && second.length <= 5);
    for (const rest of [await claim(id, "first", 8)]) taken.push(...rest.map(({ eventId }) => eventId));
    assert.deepEqual(taken.toSorted(), [...events].toSorted());
  });

  it("are free again when their node is gone, and the attempt counts", async () => {
    const { id } = await owe(1);
    await beat("gone");
    assert.equal((await claim(id, "gone"))[0]?.attempts, 1);
    assert.deepEqual(await claim(id, "next"), []);
    await sql`delete from hub_node where name = 'gone'`.execute(at.db);
    assert.equal((await claim(id, "next"))[0]?.attempts, 2);
  });

  it("stay done when a slower attempt failed", async () => {
    const { id, events } = await owe(1);
    const [eventId] = events;
    assert.ok(eventId);
    await inTenant(at.tenantId, ({ posts }) => posts.settle(id, eventId, done));
    await inTenant(at.tenantId, ({ posts }) => posts.settle(id, eventId, { ...done, kind: "again", waitMs: 0 }));
    assert.deepEqual(await claim(id, "any"), []);
  });

  it("are one at a time while the receiver fails, which rests the longer the longer it fails", async () => {
    const { id } = await owe(5);
    const failed = () => inTenant(at.tenantId, ({ posts }) => posts.noteRound(id, { answered: 0, failed: 1 }));
    assert.deepEqual(await failed(), { failures: 1, failingMs: 0 });
    assert.equal((await claim(id, "any")).length, 1);
    const isDue = async () => (await listDueWebhooks(at.db, 100)).some(({ webhookId }) => webhookId === id);
    assert.equal(await isDue(), false);
    for (const [failingMinutes, restSeconds] of [
      [0, 5],
      [4, 120],
      [600, 300],
    ] as const) {
      await withTenant(at.db, at.tenantId, (trx) =>
        sql`update webhook set failing_since = now() - ${failingMinutes} * interval '1 minute' where id = ${id}`.execute(
          trx,
        ),
      );
      await failed();
      const { rows } = await withTenant(at.db, at.tenantId, (trx) =>
        sql<{
          rests: number;
        }>`select round(extract(epoch from rests_until - now()))::int as rests from webhook where id = ${id}`.execute(
          trx,
        ),
      );
      assert.ok(Math.abs((rows[0]?.rests ?? 0) - restSeconds) <= 1, `${rows[0]?.rests} s`);
    }
    const health = await inTenant(at.tenantId, ({ posts }) => posts.noteRound(id, { answered: 1, failed: 3 }));
    assert.deepEqual(health, { failures: 0, failingMs: 0 });
    assert.equal(await isDue(), true);
  });
});

describe("webhooks", () => {
  it("that are paused are owed what happens, those that are disabled are not", async () => {
    const { id } = await owe(0);
    const isOwed = () =>
      inTenant(at.tenantId, async ({ outbox }) => (await outbox.subscriptions()).some((one) => one.id === id));
    const setState = (state: "paused" | "disabled") =>
      withTenant(at.db, at.tenantId, (trx) => trx.updateTable("webhook").set({ state }).where("id", "=", id).execute());
    assert.equal(await isOwed(), true);
    await setState("paused");
    assert.equal(await isOwed(), true);
    await setState("disabled");
    assert.equal(await isOwed(), false);
  });

  it("leave nothing behind when they are removed, even what was just being owed to them; the log goes back for days", async () => {
    const { id, events } = await owe(2);
    await deleteWebhook(at.db, at.tenantId, id);
    const late = buildEvent();
    await inTenant(at.tenantId, ({ outbox }) => outbox.add([{ event: late, to: [id] }]));
    const old = await owe(1);
    const isThere = async (eventId: WebhookEventId | undefined) =>
      withTenant(at.db, at.tenantId, async (trx) => {
        await clearPosts(trx, at.tenantId, 14);
        return trx.selectFrom("webhook_event").select("id").where("id", "=", String(eventId)).executeTakeFirst();
      });
    assert.ok(await isThere(old.events[0]));
    await withTenant(at.db, at.tenantId, async (trx) => {
      await sql`update webhook_event set at = now() - interval '15 days'`.execute(trx);
      await sql`update webhook_post set queued_at = now() - interval '15 days' where webhook_id = ${old.id}`.execute(
        trx,
      );
    });
    for (const eventId of [...events, late.id, ...old.events]) assert.equal(await isThere(eventId), undefined);
  });
});
