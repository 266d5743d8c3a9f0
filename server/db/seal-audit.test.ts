import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { Client } from "pg";
import { type AuditWorld, openAuditWorld } from "../../test/support/audit-world.ts";
import { idSource } from "../ids.ts";
import { addAudit, ensureTenant } from "./admin.ts";
import { createClaims } from "./claims.ts";
import { withTenant } from "./tenant.ts";

let world: AuditWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openAuditWorld({ after: (run) => void closers.push(run) });
});
after(async () => {
  for (const close of closers) await close();
});

const counts = async () => {
  const [row] = await world.ask<Record<"rows" | "seals" | "last" | "waiting", number>>(`
    select (select count(*)::int from audit where tenant_id = '${world.tenantId}') as rows,
      (select count(*)::int from audit_seal where tenant_id = '${world.tenantId}') as seals,
      (select coalesce(max(sequence), 0)::int from audit_seal where tenant_id = '${world.tenantId}') as last,
      (select count(*)::int from audit_unsealed where tenant_id = '${world.tenantId}') as waiting`);
  return row ?? assert.fail("no counts");
};

describe("places in the chain", () => {
  it("come to a row that commits late, though younger ones were sealed before", async () => {
    const client = new Client(world.database.app);
    await client.connect();
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [world.tenantId]);
    const late = idSource.next();
    await client.query(
      "insert into audit (tenant_id, id, at, actor, action, object, detail) values ($1, $2, now(), 'a', 'late', 'o', '{}')",
      [world.tenantId, late],
    );
    await world.add(5);
    await world.sealAll();
    assert.deepEqual(await counts(), { rows: 5, seals: 5, last: 5, waiting: 0 });
    await client.query("commit");
    await client.end();
    await world.sealAll();
    const [row] = await world.ask<{ sequence: string }>(`select sequence from audit_seal where audit_id = '${late}'`);
    assert.equal(row?.sequence, "6");
    assert.equal((await world.audit.verify()).ok, true);
  });

  it("come to what is committed only", async () => {
    const before = await counts();
    await assert.rejects(
      withTenant(world.db, world.tenantId, async (trx) => {
        await addAudit(trx, world.tenantId, { actor: "a", action: "b.c", object: "d", detail: {} }, idSource.next);
        await sql`select 1 / 0`.execute(trx);
      }),
      /division/,
    );
    await world.sealAll();
    assert.deepEqual(await counts(), { rows: before.rows, seals: before.rows, last: before.rows, waiting: 0 });
  });

  it("come once to each of 2,000 rows of many connections, that commit in any order, while four nodes seal", async () => {
    const { db, tenantId } = world;
    await world.sealAll();
    const start = await counts();
    let writing = true;
    const sealers = Array.from({ length: 4 }, () => world.newSealer());
    const sealing = sealers.map(async (seal) => {
      while (writing) await seal(tenantId);
    });
    const write = async (index: number) => {
      await withTenant(db, tenantId, async (trx) => {
        for (let row = 0; row < 5; row += 1)
          await addAudit(
            trx,
            tenantId,
            { actor: "a", action: "b.c", object: `${index}.${row}`, detail: {} },
            idSource.next,
          );
        // Some stay open for longer than others.
        if (index % 5 === 0) await sql`select pg_sleep(0.02)`.execute(trx);
      });
    };
    await Promise.all(Array.from({ length: 400 }, (_, index) => write(index)));
    writing = false;
    await Promise.all(sealing);
    await world.sealAll();
    const end = await counts();
    assert.deepEqual(end, {
      rows: start.rows + 2_000,
      seals: start.rows + 2_000,
      last: start.rows + 2_000,
      waiting: 0,
    });
    const verdict = await world.audit.verify();
    assert.deepEqual([verdict.ok, verdict.checked, verdict.problems], [true, end.seals, []]);
  });

  it("are of one tenant each, whose rows alone they chain", async () => {
    const other = await ensureTenant(world.db, "other", idSource.next);
    await addAudit(world.db, other, { actor: "a", action: "b.c", object: "d", detail: {} }, idSource.next);
    assert.deepEqual((await createClaims(world.db).tenantsWithUnsealedAudit()).includes(other), true);
    await world.seal(other);
    assert.deepEqual((await createClaims(world.db).tenantsWithUnsealedAudit()).includes(other), false);
    const [row] = await world.ask<{ n: number }>(
      `select sequence::int as n from audit_seal where tenant_id = '${other}'`,
    );
    assert.equal(row?.n, 1);
    await assert.rejects(
      withTenant(world.db, other, (trx) => withTenant(trx, world.tenantId, async () => {})),
      /one tenant was used for another/,
    );
  });

  it("are changed by nobody who signs in as the hub, or as the owner", async () => {
    const { db, tenantId, database } = world;
    for (const statement of ["update audit_seal set hash = hash", "delete from audit_seal", "truncate audit_seal"])
      await assert.rejects(
        withTenant(db, tenantId, (trx) => sql.raw(statement).execute(trx)),
        /permission denied/,
      );
    const admin = new Client(database.admin);
    await admin.connect();
    for (const statement of [
      "update audit_seal set hash = hash",
      "delete from audit_seal",
      "truncate audit_seal",
      "truncate audit",
    ])
      await assert.rejects(admin.query(statement), /never changed/);
    await admin.end();
  });

  it("that were cut off are missed by a node that runs, and written beside the database", async () => {
    const { tenantId, anchors } = world;
    await world.add(3);
    await world.sealAll();
    const { last } = await counts();
    await world.tamper(
      `delete from audit where id in (select audit_id from audit_seal where tenant_id = '${tenantId}' and sequence > ${last - 2})`,
      `delete from audit_seal where tenant_id = '${tenantId}' and sequence > ${last - 2}`,
    );
    // The chain grows past its old end before anybody looks.
    await world.add(5);
    await world.sealAll();
    assert.ok((await readFile(anchors.path, "utf8")).includes(`"sequence":${last},`));
    const verdict = await world.audit.verify();
    assert.deepEqual(
      [verdict.ok, verdict.problems[0]?.kind, verdict.problems[0]?.sequence],
      [false, "rewritten", last],
    );
  });
});
