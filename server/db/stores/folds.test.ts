import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import type { ClientId, FoldId, TicketId } from "../../../schemas/ids.ts";
import { idSource } from "../../ids.ts";
import { withTenant } from "../tenant.ts";
import { createUnitOfWork } from "../unit-of-work.ts";

const world = useTenantDatabase();

describe("folds of an alert that fires more than once in a batch", () => {
  it("are all kept, and the last one is open", async () => {
    const { db, tenantId } = world;
    const clientId = idSource.next() as ClientId;
    const folds = ["13:00", "13:05", "13:10"].map((time) => ({
      id: idSource.next() as FoldId,
      clientId,
      groupKey: "alert:flapping",
      ticketId: idSource.next() as TicketId,
      title: "Ping",
      openedAt: new Date(`2026-11-23T${time}:00Z`),
      joinedAt: new Date(`2026-11-23T${time}:00Z`),
      alerts: 1,
      isNew: true,
    }));
    const unit = createUnitOfWork(db, idSource.next, 0);
    await unit.inTenant(tenantId, (stores) => stores.folds.save(folds));
    const kept = await withTenant(db, tenantId, (trx) =>
      trx.selectFrom("fold").select("closed_at").where("client_id", "=", clientId).orderBy("opened_at").execute(),
    );
    const [, second, third] = folds;
    assert.deepEqual(
      kept.map(({ closed_at }) => closed_at),
      [second?.openedAt, third?.openedAt, null],
    );
  });
});
