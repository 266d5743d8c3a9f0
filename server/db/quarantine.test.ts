import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { DeliveryId } from "../../schemas/ids.ts";
import { idSource } from "../ids.ts";
import { createGroupCommit } from "../ingest/group-commit.ts";
import { replayDelivery } from "./deliveries.ts";
import { listQuarantine, retryQuarantined } from "./quarantine.ts";
import { withTenant } from "./tenant.ts";
import { createUnitOfWork } from "./unit-of-work.ts";

const most = { rows: 10, bytes: 1_000_000 };
const world = useTenantDatabase();

/** A delivery of three items, of which these were held when it was applied. */
async function applyInPart(held: readonly number[]) {
  const { db, tenantId } = world;
  const unit = createUnitOfWork(db, idSource.next, 0);
  const { id: connectionId } = await world.addConnection("monitor");
  const commit = createGroupCommit(world.open.ingest, () => {});
  const received = { receivedAt: new Date(), contentType: "application/json", headers: {}, traceparent: null };
  const id = DeliveryId.parse(await commit.add({ ...received, tenantId, connectionId, body: Buffer.from("{}") }));
  const take = () => unit.inTenant(tenantId, ({ deliveries }) => deliveries.takeOpen(connectionId, most));
  const hold = { linkId: null, path: null, expected: null, detail: "nobody knows the client" };
  /** Ends the work on what was taken. */
  const close = (taken: Awaited<ReturnType<typeof take>>, heldAgain: readonly number[] = []) =>
    unit.inTenant(tenantId, async ({ deliveries }) => {
      await deliveries.quarantine(
        heldAgain.map((ordinal) => ({
          ...hold,
          connectionId,
          deliveryId: id,
          ordinal,
          reason: "unknownClient",
        })),
      );
      const outcome = { outcome: "applied" as const, items: 3, detail: null };
      await deliveries.close(
        connectionId,
        taken.map(({ delivery }) => ({ delivery, ...outcome })),
      );
    });
  await close(await take(), held);
  const rows = (await listQuarantine(db, tenantId, 100)).filter(({ deliveryId }) => deliveryId === id);
  const idOf = async (ordinal: number) => {
    const found = await withTenant(db, tenantId, (trx) =>
      sql<{
        id: string;
      }>`select id from quarantine where tenant_id = ${tenantId} and delivery_id = ${id} and ordinal = ${ordinal}`.execute(
        trx,
      ),
    );
    return found.rows[0]?.id ?? assert.fail(`item ${ordinal} is not held`);
  };
  const retry = async (ordinal: number) => retryQuarantined(db, tenantId, await idOf(ordinal), null);
  const remember = (key: string) =>
    unit.inTenant(tenantId, ({ deliveries }) => deliveries.rememberKeys(connectionId, [{ key, deliveryId: id }]));
  const ordinals = (taken: Awaited<ReturnType<typeof take>>) => taken.map((one) => one.ordinals);
  return { id, held: rows.length, take, close, retry, remember, ordinals };
}

describe("a held item that is asked for again", () => {
  it("is applied although a batch is at work on another item of its delivery, and only it", async () => {
    const { held, take, close, retry, ordinals } = await applyInPart([0, 2]);
    assert.equal(held, 2);
    assert.equal((await retry(0))?.wakes, "intake");
    const first = await take();
    assert.deepEqual(ordinals(first), [[0]]);
    assert.equal((await retry(2))?.wakes, "intake");
    await close(first);
    const second = await take();
    assert.deepEqual([ordinals(second), second[0]?.attempts], [[[2]], 0]);
    await close(second);
    assert.deepEqual(await take(), []);
  });

  it("is applied with the other one when the process died with that", async () => {
    const { take, retry, ordinals } = await applyInPart([0, 2]);
    await retry(0);
    await take();
    await retry(2);
    assert.deepEqual(ordinals(await take()), [[0, 2]]);
  });

  it("is applied although the whole delivery is replayed as well, in either order", async () => {
    for (const wholeFirst of [true, false]) {
      const { id, take, close, retry, ordinals } = await applyInPart([1]);
      if (wholeFirst) {
        await retry(1);
        await replayDelivery(world.db, world.tenantId, id, null);
      } else {
        // Nothing waits any more when the delivery is replayed.
        await retry(1);
        await close(await take(), [1]);
        await replayDelivery(world.db, world.tenantId, id, null);
      }
      assert.deepEqual(ordinals(await take()), [[1]], String(wholeFirst));
    }
  });

  it("is no duplicate of its own delivery by the vendor's id", async () => {
    const { take, close, retry, remember } = await applyInPart([0, 2]);
    await retry(0);
    const first = await take();
    await retry(2);
    assert.deepEqual(await remember("one"), new Set());
    await close(first);
    await take();
    assert.deepEqual(await remember("one"), new Set());
  });
});
