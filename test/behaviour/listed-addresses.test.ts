import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { withTenant } from "../../server/db/tenant.ts";
import { alertmanagerBody } from "../support/alertmanager.ts";
import { useIntakeWorld } from "../support/intake-world.ts";

const intake = useIntakeWorld();

async function post(url: string, more: Readonly<Record<string, string>> = {}) {
  const headers = { "content-type": "application/json", authorization: "Bearer test-token-not-secret", ...more };
  const answer = await fetch(url, {
    method: "POST",
    headers,
    body: alertmanagerBody([{ alertname: "Held to a list" }]),
  });
  return { status: answer.status, text: await answer.text() };
}

const hold = (allowedFrom: readonly string[]) => intake.world.api.patch("/connections/prometheus", { allowedFrom });

async function refusals(): Promise<readonly unknown[]> {
  const { db } = intake.world.hub.hub;
  const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(db);
  return withTenant(db, TenantId.parse(rows[0]?.id), async (trx) => {
    const found = await sql<{ detail: unknown }>`select detail from audit where action = 'hook.refused'`.execute(trx);
    return found.rows.map(({ detail }) => detail);
  });
}

describe("a connection that is held to a list of addresses", () => {
  it("answers who sends from elsewhere as if the address were wrong, and the audit says why, once", async () => {
    const { hookUrl } = intake.world;
    await hold(["192.0.2.0/24", "2001:db8::1"]);
    const wrong = await post(`${hookUrl.slice(0, -4)}AAAA`);
    const refused = await post(hookUrl, { "x-forwarded-for": "192.0.2.7" });
    assert.deepEqual(refused, wrong);
    assert.equal(refused.status, 404);
    assert.deepEqual(await post(hookUrl), wrong);
    const { value } = await awaitUntil("the audit", async () => {
      const rows = await refusals();
      return rows.length > 0 ? rows : undefined;
    });
    assert.deepEqual(value, [{ reason: "the address is not listed", address: "127.0.0.1" }]);
  });

  it("takes what comes from there, and from anywhere again once the list is empty", async () => {
    const { hookUrl } = intake.world;
    await hold(["192.0.2.0/24", "127.0.0.1"]);
    assert.equal((await post(hookUrl)).status, 202);
    await hold(["127.0.0.2"]);
    assert.equal((await post(hookUrl)).status, 404);
    await hold([]);
    assert.equal((await post(hookUrl)).status, 202);
  });

  it("keeps its list when something else of it is changed", async () => {
    await hold(["127.0.0.2"]);
    await intake.world.api.patch("/connections/prometheus", { mode: "live" });
    assert.equal((await post(intake.world.hookUrl)).status, 404);
  });

  it("takes no list of something else", async () => {
    for (const entry of ["192.0.2.7/33", "example.com", ""])
      await assert.rejects(hold(["127.0.0.1", entry]), /allowedFrom\.1: an address such as 192\.0\.2\.7, or a range/);
  });
});
