import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fail, succeed } from "../ports/result.ts";
import { decidePost, isDead, postWaitsMs } from "./decide-post.ts";

const hourMs = 3_600_000;
const now = new Date("2026-11-28T12:00:00Z");
const first = { attempts: 1, queuedAt: now };
const facts = { now, tookMs: 12, random: 0 };
const answered = (status: number, text = "") => succeed({ status, text });

describe("what becomes of an event that was posted", () => {
  for (const status of [200, 202, 204, 299])
    it(`${status} has it taken`, () => {
      const expected = { outcome: { kind: "done", status, detail: null, tookMs: 12 }, receiver: "answered" };
      assert.deepEqual(decidePost(answered(status), first, facts), expected);
    });
  for (const status of [199, 302, 400, 404, 500, 503])
    it(`${status} is tried again after five seconds`, () => {
      const { outcome, receiver } = decidePost(answered(status, "no\n way"), first, facts);
      const expected = { kind: "again", waitMs: 5_000, status, detail: `HTTP ${status}: no way`, tookMs: 12 };
      assert.deepEqual([outcome, receiver], [expected, "failed"]);
    });
  it("410 ends the webhook", () => {
    const { outcome, receiver } = decidePost(answered(410), first, facts);
    assert.deepEqual([outcome.kind, receiver], ["failed", "gone"]);
  });
  it("no answer is tried again, and says why", () => {
    const { outcome } = decidePost(fail({ kind: "unavailable", detail: "refused" }), first, facts);
    assert.deepEqual([outcome.kind, outcome.detail, outcome.status], ["again", "unavailable: refused", null]);
  });
  it("a receiver that asks for more time has it, and no less than its turn", () => {
    const asks = (retryAfterMs: number) =>
      decidePost(fail({ kind: "rateLimited", retryAfterMs, detail: "HTTP 429" }), first, facts).outcome;
    const waitOf = (outcome: ReturnType<typeof asks>) => (outcome.kind === "again" ? outcome.waitMs : 0);
    assert.deepEqual([waitOf(asks(60_000)), waitOf(asks(1_000))], [60_000, 5_000]);
  });
  it("waits grow over three days, spread by a tenth, and then it is given up", () => {
    const waits = postWaitsMs.map((_, index) => {
      const { outcome } = decidePost(answered(500), { ...first, attempts: index + 1 }, { ...facts, random: 0.5 });
      return outcome.kind === "again" ? outcome.waitMs : 0;
    });
    assert.deepEqual(
      waits,
      postWaitsMs.map((wait) => Math.round(wait * 1.05)),
    );
    const days = postWaitsMs.reduce((sum, wait) => sum + wait, 0) / (24 * hourMs);
    assert.ok(days > 3 && days < 3.5, `${days} days`);
    const last = decidePost(answered(500), { ...first, attempts: postWaitsMs.length + 1 }, facts);
    assert.equal(last.outcome.kind, "failed");
  });
  for (const [hours, kind] of [
    [75, "again"],
    [76, "failed"],
  ] as const)
    it(`owed for ${hours} hours, after few attempts, it is ${kind}`, () => {
      const queuedAt = new Date(now.getTime() - hours * hourMs);
      assert.equal(decidePost(answered(500), { attempts: 3, queuedAt }, facts).outcome.kind, kind);
    });
});

describe("a receiver that takes nothing", () => {
  for (const [failures, hours, dead] of [
    [5, 24, true],
    [4, 24, false],
    [500, 23.9, false],
    [500, 24, true],
  ] as const)
    it(`${dead ? "is left alone" : "is tried on"} after ${failures} attempts in ${hours} hours`, () => {
      assert.equal(isDead({ failures, failingMs: hours * hourMs }), dead);
    });
});
