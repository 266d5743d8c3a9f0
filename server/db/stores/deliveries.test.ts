import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { countRowsRead } from "../../../test/support/rows-read.ts";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { idSource } from "../../ids.ts";
import { ensureTenant } from "../admin.ts";
import { withTenant } from "../tenant.ts";
import { createUnitOfWork } from "../unit-of-work.ts";
import type { ConnectionId, TenantId } from "../../../schemas/ids.ts";

const world = useTenantDatabase();
const limit = { rows: 200, bytes: 8_000_000 };

/** So many deliveries that are still to be taken. */
async function flood(tenantId: TenantId, connectionId: ConnectionId, count: number): Promise<void> {
  await withTenant(world.db, tenantId, async (trx) => {
    const ids = Array.from({ length: count }, () => idSource.next());
    await sql`insert into delivery (tenant_id, connection_id, id, received_at, content_type, headers, body)
      select ${tenantId}, ${connectionId}, id, now(), 'application/json', '{}', '{}' from unnest(${ids}::uuid[]) id`.execute(
      trx,
    );
    await sql`insert into delivery_open (tenant_id, connection_id, id, received_at)
      select ${tenantId}, ${connectionId}, id, now() from unnest(${ids}::uuid[]) id`.execute(trx);
  });
}

describe("taking open deliveries", () => {
  it("reads those that it takes and no others, though the statistics know nothing of a flood", async () => {
    const { db, tenantId } = world;
    const { id } = await world.addConnection("monitor");
    const quiet = await ensureTenant(db, "quiet", idSource.next);
    await flood(quiet, id, 300);
    // As it is done by itself while nothing much happens: of the tenant that will flood there is nothing.
    for (const table of ["delivery", "delivery_open"] as const) await world.analyze(table);
    await flood(tenantId, id, 3_000);
    const unit = createUnitOfWork(db, idSource.next, 0);
    const take = () => unit.inTenant(tenantId, ({ deliveries }) => deliveries.takeOpen(id, limit));
    const { result, read } = await withTenant(db, tenantId, (trx) => {
      const within = createUnitOfWork(trx, idSource.next, 0);
      return countRowsRead(trx, ["delivery%"], () =>
        within.inTenant(tenantId, ({ deliveries }) => deliveries.takeOpen(id, limit)),
      );
    });
    assert.equal(result.length, limit.rows);
    assert.ok(read <= 5 * limit.rows, `${read} rows were read for ${result.length}`);
    // They were begun and not ended: now each is taken alone.
    assert.equal((await take()).length, 1);
  });
});
