import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { ConnectionId, DeliveryId, TenantId } from "../../schemas/ids.ts";
import { replayDelivery } from "../../server/db/deliveries.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { alertmanagerBody } from "../support/alertmanager.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();
const dayMs = 24 * 3_600_000;

async function place() {
  const { db } = intake.world.hub.hub;
  const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(db);
  const connections = (await intake.world.api.get("/connections")) as { id: string; name: string }[];
  const found = connections.find(({ name }) => name === "prometheus") ?? assert.fail("no connection");
  return { tenantId: TenantId.parse(rows[0]?.id), connectionId: ConnectionId.parse(found.id) };
}

/** A delivery that came so long ago, of an alert that waits for its client since. */
async function held(alertname: string, client: string, agoMs: number): Promise<DeliveryId> {
  const id = DeliveryId.parse(
    await intake.world.hub.hub.node.commit.add({
      ...(await place()),
      receivedAt: new Date(Date.now() - agoMs),
      contentType: "application/json",
      headers: {},
      body: Buffer.from(alertmanagerBody([{ alertname, client }])),
      traceparent: null,
    }),
  );
  intake.world.hub.hub.signals.wake("intake");
  await reason(id, "unknownClient");
  return id;
}

const reason = (id: DeliveryId, wanted: string) =>
  awaitUntil(`${id} to be held for ${wanted}`, async () => {
    const { quarantine } = (await intake.world.api.get(`/deliveries/${id}`)) as {
      quarantine: { reason: string; state: string; detail: string }[];
    };
    return quarantine.find((one) => one.state === "open" && one.reason === wanted)?.detail;
  });

const map = (client: string) =>
  intake.world.api.post("/client-map", { connection: "prometheus", externalId: client, client: "Acme Dental" });
const ticket = (title: string) => awaitUntil(title, async () => ((await intake.titled(title)) ? true : undefined));

describe("a replay", () => {
  it("of what came less than 24 hours ago opens its ticket", async () => {
    const id = await held("Young", "young-inc", dayMs - 60_000);
    await map("young-inc");
    assert.deepEqual(await intake.world.api.post(`/deliveries/${id}/replay`), { replayed: true, opens: true });
    await ticket("Young");
  });

  it("of what came more than 24 hours ago opens none, says so, and opens it when that is asked for", async () => {
    const id = await held("Old", "old-inc", dayMs + 60_000);
    await map("old-inc");
    assert.deepEqual(await intake.world.api.post(`/deliveries/${id}/replay`), { replayed: true, opens: false });
    const { value: detail } = await reason(id, "tooOld");
    assert.ok(detail.endsWith(`To let it: interdesk deliveries replay ${id} --open-old`), detail);
    assert.equal(await intake.titled("Old"), undefined);
    const again = await intake.world.api.post(`/deliveries/${id}/replay`, { openOld: true });
    assert.deepEqual(again, { replayed: true, opens: true });
    await ticket("Old");
  });

  it("of all that waited for a client counts what is old, and takes what was kept back when that is asked for", async () => {
    const id = await held("Both old", "both-inc", dayMs + 60_000);
    await held("Both young", "both-inc", dayMs - 60_000);
    await map("both-inc");
    const replay = (openOld?: boolean) =>
      intake.world.api.post("/deliveries/replay", { clientHint: "both-inc", ...(openOld ? { openOld } : {}) });
    assert.deepEqual(await replay(), { replayed: 2, openNone: 1 });
    await reason(id, "tooOld");
    await ticket("Both young");
    assert.equal(await intake.titled("Both old"), undefined);
    assert.deepEqual(await replay(), { replayed: 0, openNone: 0 });
    assert.deepEqual(await replay(true), { replayed: 1, openNone: 0 });
    await ticket("Both old");
  });

  it("from quarantine opens none of what is old either", async () => {
    const id = await held("Retried", "retried-inc", dayMs + 60_000);
    await map("retried-inc");
    const waiting = async () => {
      const rows = (await intake.world.api.get("/quarantine?limit=500")) as { id: string; deliveryId: string }[];
      return rows.find(({ deliveryId }) => deliveryId === id)?.id ?? assert.fail("nothing waits");
    };
    const first = await intake.world.api.post(`/quarantine/${await waiting()}/retry`);
    assert.deepEqual(first, { retried: true, opens: false, deliveryId: id });
    await reason(id, "tooOld");
    const second = await intake.world.api.post(`/quarantine/${await waiting()}/retry`, { openOld: true });
    assert.deepEqual(second, { retried: true, opens: true, deliveryId: id });
    await ticket("Retried");
  });

  it("is old by the millisecond", async () => {
    const { tenantId } = await place();
    const { db } = intake.world.hub.hub;
    const id = await held("To the millisecond", "exact-inc", dayMs);
    const { receivedAt } = (await intake.world.api.get(`/deliveries/${id}`)) as { receivedAt: string };
    const at = new Date(receivedAt);
    await map("exact-inc");
    const late = await replayDelivery(db, tenantId, id, new Date(at.getTime() + 1));
    assert.deepEqual(late, { opens: false });
    // Asked for once more before it was taken, or after: it may open its ticket then.
    assert.deepEqual(await replayDelivery(db, tenantId, id, at), { opens: true });
    intake.world.hub.hub.signals.wake("intake");
    await awaitUntil("the end of it", async () => {
      const { outcome } = (await intake.world.api.get(`/deliveries/${id}`)) as { outcome: string };
      return outcome === "open" ? undefined : true;
    });
  });

  it("is asked for in words that are understood", async () => {
    const id = await held("Asked", "asked-inc", dayMs + 60_000);
    await assert.rejects(intake.world.api.post(`/deliveries/${id}/replay`, { openOld: "yes" }), /openOld/);
    await assert.rejects(intake.world.api.post(`/deliveries/${id}/replay`, { createOld: true }), /createOld/);
  });
});

describe("a delivery that is taken for the first time", () => {
  it("opens its ticket however long it waited: it is no replay", async () => {
    await map("late-inc");
    await intake.world.hub.hub.node.commit.add({
      ...(await place()),
      receivedAt: new Date(Date.now() - 2 * dayMs),
      contentType: "application/json",
      headers: {},
      body: Buffer.from(alertmanagerBody([{ alertname: "Late", client: "late-inc" }])),
      traceparent: null,
    });
    intake.world.hub.hub.signals.wake("intake");
    await ticket("Late");
  });
});
