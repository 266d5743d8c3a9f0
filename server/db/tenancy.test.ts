import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { Client } from "pg";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import { TenantId } from "../../schemas/ids.ts";
import { idSource } from "../ids.ts";
import { ensureClient, ensureTenant } from "./admin.ts";
import { migrate } from "./migrate.ts";
import { type OpenDatabase, openDatabase } from "./pool.ts";
import { withTenant } from "./tenant.ts";

let database: TestDatabase;
let open: OpenDatabase;
before(async () => {
  database = await createTestDatabase();
  open = await openDatabase(database.app, { max: 4, onError: () => {} });
});
after(async () => {
  await open.close();
  await database.drop();
});

/** Of the instance: processes, migrations; and people, who may belong to many tenants by their memberships. */
const withoutTenant = [
  "backup_run",
  "guess",
  "hub_node",
  "instance",
  "instance_secret",
  "migration",
  "partition_rule",
  "person",
  "person_account",
  "person_passkey",
  "person_proof",
  "person_second_factor",
  "person_session",
  "tenant",
];

describe("tenants are kept apart by the database", () => {
  it("every table with a tenant has forced row-level security with a policy for reading and writing", async () => {
    const admin = new Client(database.admin);
    await admin.connect();
    const { rows } = await admin.query<{ name: string; enabled: boolean; forced: boolean; policies: number }>(`
      select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null) as policies
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
    await admin.end();
    assert.ok(rows.length >= 25, `${rows.length} tables`);
    assert.deepEqual(
      rows.filter(({ enabled, forced, policies }) => !enabled || !forced || policies < 1),
      [],
    );
  });

  it("tables without a tenant are these, and hold nothing that is a tenant's", async () => {
    const admin = new Client(database.admin);
    await admin.connect();
    const { rows } = await admin.query<{ name: string }>(`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1`);
    await admin.end();
    assert.deepEqual(
      rows.map(({ name }) => name),
      withoutTenant,
    );
  });

  it("one tenant never sees or writes another's rows; without a tenant nothing is seen", async () => {
    const first = await ensureTenant(open.db, "first", idSource.next);
    const second = await ensureTenant(open.db, "second", idSource.next);
    await ensureClient(open.db, first, "Acme", idSource.next);
    const seen = await withTenant(open.db, second, (trx) => trx.selectFrom("client").selectAll().execute());
    assert.deepEqual(seen, []);
    assert.deepEqual(await open.db.selectFrom("client").selectAll().execute(), []);
    await assert.rejects(
      withTenant(open.db, second, (trx) =>
        trx.insertInto("client").values({ tenant_id: first, id: idSource.next(), name: "Stolen" }).execute(),
      ),
      /row-level security/,
    );
  });

  it("keeps the tenant of each of 2,000 interleaved transactions on four connections, errors and rollbacks among them", async () => {
    const tenants = await Promise.all(
      ["a", "b", "c"].map((name) => ensureTenant(open.db, `interleaved-${name}`, idSource.next)),
    );
    for (const [index, tenant] of tenants.entries())
      await ensureClient(open.db, tenant, `client ${index}`, idSource.next);
    const run = async (count: number): Promise<boolean> => {
      const index = count % 3;
      const tenant = tenants[index] ?? TenantId.parse(idSource.next());
      try {
        return await withTenant(open.db, tenant, async (trx) => {
          const rows = await trx.selectFrom("client").select("name").execute();
          if (count % 7 === 0) await sql`select 1 / 0`.execute(trx);
          return rows.length === 1 && rows[0]?.name === `client ${index}`;
        });
      } catch (cause) {
        return cause instanceof Error && /division/.test(cause.message);
      }
    };
    const results = await Promise.all(Array.from({ length: 2_000 }, (_, count) => run(count)));
    assert.equal(results.filter((own) => !own).length, 0);
  });

  it("the hook's role may add deliveries of any tenant and see none", async () => {
    await assert.rejects(open.ingest.query("select * from delivery"), /permission denied/);
    await assert.rejects(open.ingest.query("select * from connection"), /permission denied/);
    await assert.rejects(open.ingest.query("update delivery_open set attempts = 9"), /permission denied/);
  });

  it("audit rows cannot be changed, by the hub's role or by the owner", async () => {
    const tenant = await ensureTenant(open.db, "audited", idSource.next);
    const row = {
      tenant_id: tenant,
      id: idSource.next(),
      at: new Date(),
      actor: "a",
      action: "b",
      object: "c",
      detail: "{}",
    };
    await withTenant(open.db, tenant, (trx) => trx.insertInto("audit").values(row).execute());
    await assert.rejects(
      withTenant(open.db, tenant, (trx) => trx.deleteFrom("audit").where("tenant_id", "=", tenant).execute()),
      /permission denied/,
    );
    const admin = new Client(database.admin);
    await admin.connect();
    await assert.rejects(admin.query("update audit set actor = 'x'"), /never changed/);
    await admin.end();
  });

  it("a superuser is refused at start, with what to do", async () => {
    await assert.rejects(openDatabase(database.admin, { max: 1, onError: () => {} }), /superuser.*interdesk migrate/s);
  });

  it("twenty migrators at once agree", async () => {
    const login = { user: "interdesk_hub", password: undefined };
    const done = await Promise.all(Array.from({ length: 20 }, () => migrate({ admin: database.admin, login })));
    assert.deepEqual(done.flat(), []);
  });
});
