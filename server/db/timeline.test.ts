import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Kysely, sql } from "kysely";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import { idSource } from "../ids.ts";
import type { Database } from "./database.ts";
import { withTenant, withTenantSnapshot } from "./tenant.ts";
import { showTicket } from "./timeline.ts";

const world = useTenantDatabase();
const noticed = "2026-03-02T10:00:00Z";

/** A ticket of which all was noticed in one instant, in whatever order it was kept. */
async function addTicket(): Promise<string> {
  const { db, tenantId } = world;
  const [clientId, ticketId, clockId] = Array.from({ length: 3 }, () => idSource.next());
  const { id: connectionId } = await world.addConnection("desk");
  await withTenant(db, tenantId, async (trx) => {
    await sql`insert into client (tenant_id, id, name) values (${tenantId}, ${clientId}, 'Acme')`.execute(trx);
    await sql`insert into ticket (tenant_id, id, client_id, rev, fields, meta, created_at)
      values (${tenantId}, ${ticketId}, ${clientId}, 1, '{"title":"Late","status":"new","priority":1}', '{}', ${noticed})`.execute(
      trx,
    );
    await sql`insert into clock (tenant_id, id, ticket_id, target, round, stage, started_at, due_at)
      values (${tenantId}, ${clockId}, ${ticketId}, 'resolution', 1, 'inProgress', '2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z')`.execute(
      trx,
    );
    await sql`insert into clock_fire (tenant_id, clock_id, kind, due_at, fired_at, late_ms) values
      (${tenantId}, ${clockId}, 'breach', '2026-03-02T09:00:00Z', ${noticed}, 0),
      (${tenantId}, ${clockId}, 'warning90', '2026-03-02T08:54:00Z', ${noticed}, 0),
      (${tenantId}, ${clockId}, 'warning50', '2026-03-02T08:30:00Z', ${noticed}, 0),
      (${tenantId}, ${clockId}, 'warning75', '2026-03-02T08:45:00Z', ${noticed}, 0)`.execute(trx);
    await sql`insert into rule_set (tenant_id, kind, version, text, rules, by)
      values (${tenantId}, 'onCall', 1, '', '{"people":[{"id":"deniz","name":"Deniz Aydin"}]}', 'test')`.execute(trx);
    for (const person of ["deniz", "gone"])
      await sql`insert into page (tenant_id, id, ticket_id, escalation_id, step, round, target, way, person, connection_id, content, state, answers_until, code, created_at)
        values (${tenantId}, ${idSource.next()}, ${ticketId}, null, 0, 1, ${person}, 0, ${person}, ${connectionId},
          '{"channel":"sms","address":"+49"}', 'sent', ${noticed}, ${person}, ${noticed})`.execute(trx);
  });
  return ticketId ?? "";
}

describe("a ticket's line of time", () => {
  it("tells thresholds of one instant as they were due, and people by their names", async () => {
    const view = await showTicket(world.db, world.tenantId, await addTicket());
    assert.deepEqual(
      view?.timeline.map(({ detail }) => {
        const { fired, told } = detail as { fired?: string; told?: string };
        return fired ?? told;
      }),
      ["warning50", "warning75", "warning90", "breach", "Deniz Aydin", "gone"],
    );
  });
});

describe("a snapshot of a tenant", () => {
  it("is of one instant: what others write meanwhile is not in it, and nothing can be written in it", async () => {
    const { db, tenantId } = world;
    const add = (within: Kysely<Database>, name: string) =>
      withTenant(within, tenantId, (trx) =>
        sql`insert into client (tenant_id, id, name) values (${tenantId}, ${idSource.next()}, ${name})`.execute(trx),
      );
    const count = async (trx: Kysely<Database>) => {
      const { rows } = await sql<{
        n: number;
      }>`select count(*)::int as n from client where tenant_id = ${tenantId}`.execute(trx);
      return rows[0]?.n;
    };
    const [before, meanwhile] = await withTenantSnapshot(db, tenantId, async (trx) => {
      const first = await count(trx);
      await add(db, "Meanwhile");
      return [first, await count(trx)];
    });
    assert.equal(meanwhile, before);
    assert.equal(await withTenantSnapshot(db, tenantId, count), (before ?? 0) + 1);
    await assert.rejects(
      withTenantSnapshot(db, tenantId, (trx) => add(trx, "Within")),
      /read-only transaction/,
    );
  });
});
