import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import type { ConnectorError } from "../../core/ports/connector-error.ts";
import { idSource } from "../ids.ts";
import { ensureClient } from "./admin.ts";
import { resumeConnection, tryAgainSoon } from "./connection-run.ts";
import { readConnectionVersion } from "./connections.ts";
import { createConnectionHealth } from "./health.ts";
import { listConnections } from "./list-connections.ts";
import { listNotices } from "./notices.ts";
import { withTenant } from "./tenant.ts";

const world = useTenantDatabase();

async function openConnection() {
  const { db, tenantId } = world;
  const { id, name } = await world.addConnection("desk");
  const known = await readConnectionVersion(db, tenantId, id);
  const opened = { tenantId, connectionId: id, version: known?.version ?? assert.fail("no connection") };
  const health = createConnectionHealth(db, idSource.next);
  const listed = async () => (await listConnections(db, tenantId)).find((one) => one.name === name);
  const look = async () => {
    const found = await listed();
    const notices = await listNotices(db, tenantId, { all: false, limit: 100 });
    return { health: found?.health, told: notices.filter(({ connection }) => connection === name).length };
  };
  return {
    id,
    fail: (error: ConnectorError) => health.noteFailure(opened, error),
    succeed: () => health.noteSuccess(opened),
    look,
    lastError: async () => (await listed())?.lastError,
  };
}

const refused: ConnectorError = { kind: "unauthorized", detail: "wrong password" };

describe("the rest of a connection", () => {
  it("is not ended by the answer to a call that was on its way", async () => {
    for (const error of [refused, { kind: "rateLimited", retryAfterMs: 60_000, detail: "" }] as const) {
      const connection = await openConnection();
      await connection.fail(error);
      await connection.succeed();
      const told = error.kind === "unauthorized" ? 1 : 0;
      assert.deepEqual(await connection.look(), { health: "resting", told }, error.kind);
    }
  });

  it("does not begin by what was opened with older settings or secrets", async () => {
    const { db, tenantId } = world;
    const connection = await openConnection();
    await withTenant(db, tenantId, (trx) =>
      sql`update connection set version = version + 1 where tenant_id = ${tenantId} and id = ${connection.id}`.execute(
        trx,
      ),
    );
    await connection.fail(refused);
    assert.deepEqual(await connection.look(), { health: "working", told: 0 });
  });

  it("is over when a success comes after it", async () => {
    const { db, tenantId } = world;
    const connection = await openConnection();
    await connection.fail(refused);
    await withTenant(db, tenantId, (trx) =>
      sql`update connection_run set blocked_until = now() where tenant_id = ${tenantId} and connection_id = ${connection.id}`.execute(
        trx,
      ),
    );
    await connection.succeed();
    assert.deepEqual(await connection.look(), { health: "working", told: 0 });
  });

  it("is over with new settings or secrets, or when a person says so; what is owed goes on at once", async () => {
    const { db, tenantId } = world;
    const clientId = await ensureClient(db, tenantId, "Acme", idSource.next);
    for (const resume of [
      tryAgainSoon,
      (...[db, tenant, id]: Parameters<typeof tryAgainSoon>) => resumeConnection(db, tenant, id, false),
    ]) {
      const connection = await openConnection();
      await connection.fail(refused);
      const due = () =>
        withTenant(db, tenantId, async (trx) => {
          const { rows } = await sql<{ state: string }>`select state from link
            where tenant_id = ${tenantId} and connection_id = ${connection.id} and next_at <= now() order by state`.execute(
            trx,
          );
          return rows.map(({ state }) => state);
        });
      for (const state of ["active", "creating", "unknown"])
        await withTenant(db, tenantId, (trx) =>
          sql`with made as (
              insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
              values (${tenantId}, gen_random_uuid(), ${clientId}, 1, '{"status": "new", "priority": 3}', '{}', now()) returning id)
            insert into link (tenant_id, id, ticket_id, connection_id, client_ref, marker, state, wanted_rev, priority, attempts, next_at)
            select ${tenantId}, gen_random_uuid(), id, ${connection.id}, '1', gen_random_uuid(), ${state}, 1, 3, 1, now() + interval '15 minutes' from made`.execute(
            trx,
          ),
        );
      assert.deepEqual(await due(), []);
      await resume(db, tenantId, connection.id);
      assert.deepEqual(await due(), ["active", "creating"], "what may have happened is looked for in its own time");
      assert.deepEqual((await connection.look()).told, 0);
    }
  });
});

describe("the last error of a connection", () => {
  it("stays the vendor's when our own breaker refuses the calls that follow", async () => {
    const connection = await openConnection();
    await connection.fail({ kind: "unavailable", detail: "HTTP 503" });
    await connection.fail({ kind: "unavailable", own: true, detail: "Calls rest after many failures." });
    assert.equal(await connection.lastError(), "unavailable: HTTP 503");
  });
});
