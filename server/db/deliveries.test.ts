import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { countRowsRead } from "../../test/support/rows-read.ts";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { idSource } from "../ids.ts";
import { type DeliveryFilter, listDeliveries } from "./deliveries.ts";
import { withTenant } from "./tenant.ts";

const world = useTenantDatabase();
const [many, few] = [3_000, 3];

/** The oldest are held, those after them are to be taken (one of them once more), and thousands were applied since. */
async function fill(): Promise<void> {
  const { id: connectionId } = await world.addConnection("monitor");
  const { db, tenantId } = world;
  const ids = Array.from({ length: 2 * few + many }, () => idSource.next());
  const [held, open, applied] = [ids.slice(0, few), ids.slice(few, 2 * few), ids.slice(2 * few)];
  await withTenant(db, tenantId, async (trx) => {
    await sql`insert into delivery (tenant_id, connection_id, id, received_at, content_type, headers, body)
      select ${tenantId}, ${connectionId}, id, now(), 'application/json', '{}', '{}' from unnest(${ids}::uuid[]) id`.execute(
      trx,
    );
    await sql`insert into delivery_outcome (tenant_id, delivery_id, received_at, outcome, items, at)
      select ${tenantId}, id, now(), 'applied', 1, now() from unnest(${[...held, ...applied]}::uuid[]) id`.execute(trx);
    await sql`insert into delivery_outcome (tenant_id, delivery_id, received_at, outcome, items, at)
      select ${tenantId}, id, now(), 'quarantined', 1, now() from unnest(${open.slice(1, 2)}::uuid[]) id`.execute(trx);
    await sql`insert into delivery_open (tenant_id, connection_id, id, received_at)
      select ${tenantId}, ${connectionId}, id, now() from unnest(${open}::uuid[]) id`.execute(trx);
    await sql`insert into quarantine (tenant_id, id, delivery_id, connection_id, reason, detail, at)
      select ${tenantId}, gen_random_uuid(), id, ${connectionId}, 'unknownClient', 'Nobody is called so.', now()
      from unnest(${held}::uuid[]) id`.execute(trx);
  });
  for (const table of ["delivery", "delivery_open", "delivery_outcome", "quarantine"] as const)
    await world.analyze(table);
}

/** A connection that is told little: the oldest, before all that another was told. @returns its id */
async function fillQuiet(): Promise<string> {
  const { id } = await world.addConnection("monitor");
  const { db, tenantId } = world;
  const ids = Array.from({ length: few }, (_, n) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`);
  await withTenant(db, tenantId, (trx) =>
    sql`insert into delivery (tenant_id, connection_id, id, received_at, content_type, headers, body)
      select ${tenantId}, ${id}, id, now(), 'application/json', '{}', '{}' from unnest(${ids}::uuid[]) id`.execute(trx),
  );
  await world.analyze("delivery");
  return id;
}

/** What is listed, and how many rows the database has read for it. */
async function list(filter: Partial<DeliveryFilter>) {
  return withTenant(world.db, world.tenantId, async (trx) => {
    const wanted = { quarantined: false, limit: 50, ...filter };
    const { result, read } = await countRowsRead(trx, ["delivery%", "quarantine"], () =>
      listDeliveries(trx, world.tenantId, wanted),
    );
    return { outcomes: result.map(({ outcome }) => outcome), read };
  });
}

describe("listing deliveries", () => {
  it("reads those that are held or still open, and not the thousands that came after them", async () => {
    await fill();
    for (const [filter, outcome] of [
      [{ quarantined: true }, "quarantined"],
      [{ outcome: "quarantined" }, "quarantined"],
      [{ outcome: "open" }, "open"],
    ] as const) {
      const { outcomes, read } = await list(filter);
      assert.deepEqual(
        outcomes,
        Array.from({ length: few }, () => outcome),
      );
      assert.ok(read < many / 10, `${read} rows were read for ${JSON.stringify(filter)}`);
    }
  });

  it("reads those of one connection, and not the thousands of another", async () => {
    for (const [connection, count] of [
      [await fillQuiet(), few],
      ["monitor 1", 50],
    ] as const) {
      const { outcomes, read } = await list({ connection });
      assert.equal(outcomes.length, count);
      assert.ok(read < many / 10, `${read} rows were read for ${connection}`);
    }
  });
});
