import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { countRowsRead } from "../../test/support/rows-read.ts";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { idSource } from "../ids.ts";
import { ensureClient } from "./admin.ts";
import { listTicketsCalled } from "./called-tickets.ts";
import { withTenant } from "./tenant.ts";

const world = useTenantDatabase();
const stored = 2_000;

/** So many tickets in two desks, each of which counts for itself. */
async function fill(): Promise<void> {
  const { db, tenantId } = world;
  const clientId = await ensureClient(db, tenantId, "Acme", idSource.next);
  await withTenant(db, tenantId, (trx) =>
    sql`insert into ticket (tenant_id, id, code, client_id, rev, fields, meta, created_at)
      select ${tenantId}, gen_random_uuid(), 'ID-' || n, ${clientId}, 1, '{"status": "new", "priority": 3}', '{}', now()
      from generate_series(1, ${stored}::int) n`.execute(trx),
  );
  for (const [letter, from] of [
    ["T", 0],
    ["INC", 1],
  ] as const) {
    const { id: connectionId } = await world.addConnection("desk");
    await withTenant(db, tenantId, (trx) =>
      sql`insert into link (tenant_id, id, ticket_id, connection_id, client_ref, external_id, external_number, marker, state, wanted_rev, done_rev, priority)
        select ${tenantId}, gen_random_uuid(), id, ${connectionId}, '1', n + ${from}::int, ${letter} || n, gen_random_uuid(), 'active', 1, 1, 3
        from (select id, substr(code, 4)::int as n from ticket where tenant_id = ${tenantId}) t`.execute(trx),
    );
  }
  for (const table of ["ticket", "link"] as const) await world.analyze(table);
}

describe("what tickets are called", () => {
  it("is looked up without reading the others, whatever kind of name it is", async () => {
    await fill();
    const call = (name: string) =>
      withTenant(world.db, world.tenantId, (trx) =>
        countRowsRead(trx, ["ticket", "link"], () => listTicketsCalled(trx, world.tenantId, name)),
      );
    const [{ id } = { id: "" }] = (await call("ID-77")).result;
    for (const [name, called] of [
      [id, ["ID-77 0"]],
      [id.toUpperCase(), ["ID-77 0"]],
      ["ID-77", ["ID-77 0"]],
      ["T77", ["ID-77 1"]],
      ["INC77", ["ID-77 1"]],
      ["77", ["ID-76 2", "ID-77 2"]],
      ["nothing", []],
    ] as const) {
      const { result, read } = await call(name);
      assert.deepEqual(result.map(({ code, rank }) => `${code} ${rank}`).toSorted(), called);
      assert.ok(read < 20, `${read} rows were read of ${3 * stored} for ${name}`);
    }
  });
});
