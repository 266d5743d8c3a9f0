import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { TenantId } from "../../schemas/ids.ts";
import { AppError } from "../api/problem.ts";
import type { Principal } from "./principal.ts";
import { createRateGuard } from "./rate-headers.ts";
import { createRateLimit } from "./rate-limit.ts";

describe("what one key may ask", () => {
  it("is a burst at once, and then what its pace allows", () => {
    let now = 0;
    const take = createRateLimit({ perMinute: 60, burst: 3 }, () => now);
    assert.deepEqual(
      [1, 2, 3].map(() => take("a").remaining),
      [2, 1, 0],
    );
    const refused = take("a");
    assert.deepEqual([refused.allowed, refused.retryMs], [false, 1_000]);
    assert.equal(take("b").allowed, true, "another's is its own");
    now = 999;
    assert.equal(take("a").allowed, false);
    now = 1_000;
    assert.deepEqual([take("a").allowed, take("a").allowed], [true, false]);
    now = 60_000;
    assert.deepEqual([take("a").remaining, take("a").resetMs], [2, 2_000]);
  });

  it("is never more than burst and pace together, however the requests come", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), (waits, burst) => {
        let now = 0;
        const take = createRateLimit({ perMinute: 60, burst }, () => now);
        let allowed = 0;
        for (const wait of waits) {
          now += wait;
          if (take("a").allowed) allowed += 1;
        }
        assert.ok(allowed <= burst + now / 1_000, `${allowed} in ${now} ms`);
      }),
    );
  });

  it("is told with every answer, and when more may be asked with the refusal", () => {
    const now = 0;
    const guard = createRateGuard({ perMinute: 60, burst: 2 }, () => now);
    const tenantId = TenantId.parse("00000000-0000-7000-8000-000000000001");
    const key: Principal = { tenantId, id: "k", name: "key k", role: "viewer", isOperator: false, clients: null };
    assert.deepEqual(guard.count(key), {
      "ratelimit-policy": '"key";q=2;w=2, "tenant";q=20;w=2',
      ratelimit: '"key";r=1;t=1, "tenant";r=19;t=1',
    });
    guard.count(key);
    assert.throws(
      () => guard.count(key),
      (cause) => cause instanceof AppError && cause.code === "tooManyRequests" && cause.headers["retry-after"] === "1",
    );
    assert.deepEqual(guard.count({ ...key, isOperator: true }), {}, "whoever runs the hub is not counted");
  });
});
