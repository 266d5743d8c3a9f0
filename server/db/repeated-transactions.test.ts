import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Kysely, sql } from "kysely";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { idSource } from "../ids.ts";
import { ensureClient, ensureTenant } from "./admin.ts";
import type { Database } from "./database.ts";
import { type OpenDatabase, openDatabase } from "./pool.ts";
import { withTenant } from "./tenant.ts";

let database: TestDatabase;
let open: OpenDatabase;
let tenantId: TenantId;
before(async () => {
  database = await createTestDatabase();
  open = await openDatabase(database.app, { max: 4, onError: () => {} });
  tenantId = await ensureTenant(open.db, "default", idSource.next);
  for (const name of ["one", "other"])
    await withTenant(open.db, tenantId, (trx) => ensureClient(trx, tenantId, name, idSource.next));
});
after(async () => {
  await open.close();
  await database.drop();
});

const rename = (trx: Kysely<Database>, name: string) =>
  sql`update client set name = name || '+' where tenant_id = ${tenantId} and name like ${`${name}%`}`.execute(trx);

describe("a transaction that the database ends in favour of another", () => {
  it("is run again: of two that wait for each other, both are done", async () => {
    let tries = 0;
    let holding = 0;
    let together: (() => void) | undefined;
    const bothHold = new Promise<void>((resolve) => (together = resolve));
    const cross = (first: string, second: string) =>
      withTenant(open.db, tenantId, async (trx) => {
        tries += 1;
        await rename(trx, first);
        holding += 1;
        if (holding === 2) together?.();
        await bothHold;
        await rename(trx, second);
      });
    await Promise.all([cross("one", "other"), cross("other", "one")]);
    assert.equal(tries, 3);
    const { rows } = await withTenant(open.db, tenantId, (trx) =>
      sql<{ name: string }>`select name from client where tenant_id = ${tenantId} order by name`.execute(trx),
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["one++", "other++"],
    );
  });

  it("is not run again for a reason of its own", async () => {
    let tries = 0;
    const failing = withTenant(open.db, tenantId, async (trx) => {
      tries += 1;
      await sql`select 1 / 0`.execute(trx);
    });
    await assert.rejects(failing, /division by zero/);
    assert.equal(tries, 1);
  });
});
