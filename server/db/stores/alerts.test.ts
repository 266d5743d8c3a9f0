import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { Alert } from "../../../schemas/alert.ts";
import { idSource } from "../../ids.ts";
import { ensureClient } from "../admin.ts";
import { withTenant } from "../tenant.ts";
import { createAlertStore } from "./alerts.ts";

const world = useTenantDatabase();

describe("a repeat of an alert", () => {
  it("is counted in place, whatever indexes there are", async () => {
    const { db, tenantId } = world;
    const { id: connectionId } = await world.addConnection("monitor");
    const raisedAt = new Date("2026-06-08T03:00:00Z");
    const alert = Alert.parse({
      id: idSource.next(),
      connectionId,
      dedupKey: "disk",
      clientId: await ensureClient(db, tenantId, "Acme", idSource.next),
      condition: "firing",
      handling: "open",
      severity: "high",
      title: "Disk full",
      episode: 1,
      eventCount: 1,
      raisedAt,
      clearedAt: null,
      lastSeenAt: raisedAt,
      foldId: null,
      ticketId: idSource.next(),
      resource: "srv-1",
      waiting: null,
      flips: null,
      reviewAt: null,
      remindAt: null,
    });
    await withTenant(db, tenantId, async (trx) => {
      const store = createAlertStore(trx, tenantId, idSource.next);
      await store.save([{ alert, isNew: true }]);
      const repeats = 20;
      for (let nth = 1; nth <= repeats; nth++) {
        const lastSeenAt = new Date(raisedAt.getTime() + nth * 60_000);
        await store.save([{ alert: { ...alert, eventCount: 1 + nth, lastSeenAt }, isNew: false }]);
      }
      const { rows } = await sql<{ changed: string; in_place: string }>`select
        pg_stat_get_xact_tuples_updated('alert'::regclass) as changed,
        pg_stat_get_xact_tuples_hot_updated('alert'::regclass) as in_place`.execute(trx);
      assert.deepEqual(rows, [{ changed: String(repeats), in_place: String(repeats) }]);
      const [kept] = await store.byKeys(connectionId, ["disk"], { lock: false });
      assert.equal(kept?.eventCount, 1 + repeats);
    });
  });
});
