import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { countRowsRead } from "../../../test/support/rows-read.ts";
import { useTenantDatabase } from "../../../test/support/tenant-database.ts";
import { withTenant } from "../tenant.ts";
import { createHintStore } from "./hints.ts";

const world = useTenantDatabase();

/** Records that somebody told of: so many were read since then, and so many are due. */
async function tell(read: number, due: number) {
  const connection = await world.addConnection("desk");
  await withTenant(world.db, world.tenantId, (trx) =>
    sql`insert into read_hint (tenant_id, connection_id, external_id, due_at, last_read_at)
      select ${world.tenantId}, ${connection.id}, n, case when n > ${read}::int then now() - n * interval '1 second' else 'infinity' end, now()
      from generate_series(1, ${read + due}::int) n`.execute(trx),
  );
  return connection;
}

describe("records that are due to be read", () => {
  it("are found without reading those that were read before, or are due elsewhere", async () => {
    const [quiet, busy] = [await tell(20_000, 2), await tell(0, 20_000)];
    await world.analyze("read_hint");
    const listed = await withTenant(world.db, world.tenantId, (trx) =>
      countRowsRead(trx, ["read_hint"], () =>
        sql<{ connection_id: string }>`select connection_id from list_readable(10)`.execute(trx),
      ),
    );
    assert.deepEqual(
      listed.result.rows.map((row) => row.connection_id),
      [quiet.id, busy.id],
    );
    assert.ok(listed.read < 20, `${listed.read} rows were read for two connections`);
    const { result, read } = await withTenant(world.db, world.tenantId, (trx) => {
      const store = createHintStore(trx, world.tenantId, 5);
      return countRowsRead(trx, ["read_hint"], () => store.claim(quiet.id, 50, 1_000));
    });
    assert.deepEqual(result.map(({ externalId }) => externalId).toSorted(), ["20001", "20002"]);
    assert.ok(read < 20, `${read} rows were read for two`);
  });
});
