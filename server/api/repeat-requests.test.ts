import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Hono } from "hono";
import { sql } from "kysely";
import { pino } from "pino";
import { useTenantDatabase } from "../../test/support/tenant-database.ts";
import type { ApiEnv, Principal } from "../access/principal.ts";
import { clearRequests } from "../db/repeated-requests.ts";
import { withTenant } from "../db/tenant.ts";
import { answerProblem, AppError } from "./problem.ts";
import { doOnce } from "./repeat-requests.ts";

const silent = pino({ enabled: false });
const tenant = useTenantDatabase();

/** A route that counts how often it is done. */
function openRoute(work: () => Promise<object>, showsSecret = false) {
  let done = 0;
  const app = new Hono<ApiEnv>();
  app.onError((error, context) => answerProblem(error, context, silent));
  app.use("*", async (context, next) => {
    context.set("repeats", { db: tenant.db, tenantId: tenant.tenantId });
    await next();
  });
  app.post("/", doOnce(1_000, { showsSecret }), async (context) => {
    done += 1;
    return context.json({ done, ...(await work()) }, 201, { etag: '"7"' });
  });
  const send = async (key: string, { body = "{}", id = "me" } = {}) => {
    const principal: Principal = {
      tenantId: tenant.tenantId,
      id,
      name: id,
      role: "owner",
      isOperator: false,
      clients: null,
    };
    const init = { method: "POST", body, headers: { "idempotency-key": key } };
    const answer = await app.request("/", init, { principal });
    const told = (await answer.json()) as { done?: number; detail?: string };
    return {
      status: answer.status,
      replayed: answer.headers.get("idempotency-replayed"),
      etag: answer.headers.get("etag"),
      ...told,
    };
  };
  return { send, done: () => done };
}

/** As if it had been sent so long ago. */
const age = (key: string, interval: string) =>
  withTenant(tenant.db, tenant.tenantId, (trx) =>
    sql`update repeated_request set created_at = now() - ${interval}::interval where tenant_id = ${tenant.tenantId} and key = ${key}`.execute(
      trx,
    ),
  );

describe("a request that is sent again", () => {
  it("is answered as before, with what its headers told, for a day", async () => {
    const { send } = openRoute(async () => ({}));
    const first = await send("a");
    assert.deepEqual(await send("a"), { ...first, replayed: "true" });
    assert.deepEqual([first.etag, (await send("a", { body: "[]" })).status], ['"7"', 422]);
    await age("a", "25 hours");
    assert.deepEqual([(await send("a")).done, (await send("b")).done], [2, 3]);
  });

  it("is another's where another principal sends it", async () => {
    const { send } = openRoute(async () => ({}));
    assert.deepEqual([(await send("c")).done, (await send("c", { id: "you" })).done], [1, 2]);
  });

  it("is done anew after the hub has failed, and not after it was refused", async () => {
    const outcomes = [new Error("broken"), new AppError("conflict", "Not now.")];
    const { send, done } = openRoute(async () => {
      const outcome = outcomes.shift();
      if (outcome) throw outcome;
      return {};
    });
    const statuses = [await send("d"), await send("d"), await send("d")].map(({ status, replayed }) => [
      status,
      replayed,
    ]);
    assert.deepEqual(statuses, [
      [500, null],
      [409, null],
      [409, "true"],
    ]);
    assert.equal(done(), 2);
  });

  it("waits while it is at work, and says so where nobody knows what became of it", async () => {
    const work = Promise.withResolvers<object>();
    const began = Promise.withResolvers<void>();
    const { send, done } = openRoute(() => {
      began.resolve();
      return work.promise;
    });
    const first = send("e");
    await began.promise;
    assert.match((await send("e")).detail ?? "", /still at work/);
    await age("e", "11 minutes");
    assert.match((await send("e")).detail ?? "", /is not known: the hub ended meanwhile/);
    work.resolve({});
    assert.deepEqual([(await first).status, (await send("e")).replayed, done()], [201, "true", 1]);
  });

  it("does not show a secret again, and keeps none", async () => {
    const { send } = openRoute(async () => ({ secret: "whsec_never" }), true);
    assert.equal((await send("f")).status, 201);
    const again = await send("f");
    assert.deepEqual([again.status, again.done], [409, undefined]);
    const { rows } = await withTenant(tenant.db, tenant.tenantId, (trx) =>
      sql<{
        kept: string;
      }>`select coalesce(string_agg(t::text, ' '), '') as kept from repeated_request t where tenant_id = ${tenant.tenantId}`.execute(
        trx,
      ),
    );
    assert.doesNotMatch(rows[0]?.kept ?? "", /whsec_/);
  });

  it("leaves nothing behind after a day", async () => {
    await age("e", "25 hours");
    const left = await withTenant(tenant.db, tenant.tenantId, async (trx) => {
      await clearRequests(trx, tenant.tenantId);
      return trx.selectFrom("repeated_request").select("key").where("tenant_id", "=", tenant.tenantId).execute();
    });
    assert.deepEqual(left.map(({ key }) => key).toSorted(), ["a", "b", "c", "c", "d", "f"]);
  });
});
