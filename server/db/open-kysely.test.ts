import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import { TenantId } from "../../schemas/ids.ts";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import type { Database } from "./database.ts";
import { openKysely } from "./open-kysely.ts";
import { withTenant } from "./tenant.ts";

const [one, other] = [1, 2].map((last) => TenantId.parse(`00000000-0000-4000-8000-00000000000${last}`));

describe("a transaction of a tenant", () => {
  let database: TestDatabase;
  let pool: Pool;
  let db: Kysely<Database>;
  before(async () => {
    database = await createTestDatabase();
    pool = new Pool({ ...database.app, max: 3 });
    // One that is idle when its database is dropped is told so.
    pool.on("error", () => {});
    db = openKysely(pool);
  });
  after(async () => {
    await db.destroy();
    await database.drop();
  });
  const whose = async (within: Kysely<Database>) => {
    const { rows } = await sql<{ id: string | null }>`
      select nullif(current_setting('app.tenant_id', true), '') as id`.execute(within);
    return rows[0]?.id;
  };

  it("knows whose it is from its first statement to its end, however many run", async () => {
    const asked = Array.from({ length: 30 }, (_, nth) => (nth % 2 === 0 ? one : other) ?? assert.fail());
    assert.deepEqual(await Promise.all(asked.map((tenantId) => withTenant(db, tenantId, whose))), asked);
    assert.equal(await whose(db), null, "a connection that is free again is nobody's");
  });

  it("keeps it to itself: what begins within it without a tenant is nobody's", async () => {
    const within = await withTenant(db, one ?? assert.fail(), () => db.transaction().execute(whose));
    assert.equal(within, null);
    await assert.rejects(
      withTenant(db, one ?? assert.fail(), () => Promise.reject(new Error("rolled back"))),
      /rolled back/,
    );
    assert.equal(await whose(db), null);
  });

  it("is refused where the database does not take it", async () => {
    const plain = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    await assert.rejects(withTenant(plain, one ?? assert.fail(), whose), /does not know whose it is/);
  });
});
