import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError } from "../ports/connector-error.ts";
import { decideSourceRest } from "./decide-source-rest.ts";

const now = new Date("2026-03-17T09:00:00Z");
const at = (attempts = 0) => ({ now, attempts, random: 0.5 });
const failed = (error: ConnectorError) => ({ ok: false as const, error });

describe("what becomes of an alert after its tool was told", () => {
  it("stands for good, or is said again when three quarters of its time are over", () => {
    const done = { kind: "done", renewAt: null, there: true, error: null };
    assert.deepEqual(decideSourceRest("acknowledge", { ok: true, value: { until: null } }, at()), done);
    const until = new Date("2026-03-17T13:00:00Z");
    assert.deepEqual(decideSourceRest("acknowledge", { ok: true, value: { until } }, at()), {
      ...done,
      renewAt: new Date("2026-03-17T12:00:00Z"),
    });
    const soon = { ok: true as const, value: { until: now } };
    assert.deepEqual(decideSourceRest("acknowledge", soon, at()), {
      ...done,
      renewAt: new Date("2026-03-17T09:01:00Z"),
    });
  });
  it("leaves nothing of ours there after an end", () => {
    for (const call of ["unacknowledge", "resolve"] as const)
      assert.deepEqual(decideSourceRest(call, { ok: true, value: { until: null } }, at()), {
        kind: "done",
        renewAt: null,
        there: false,
        error: null,
      });
  });
  it("has nothing more to do about what is gone", () =>
    assert.deepEqual(decideSourceRest("acknowledge", failed({ kind: "gone", detail: "OK" }), at()), {
      kind: "done",
      renewAt: null,
      there: false,
      error: null,
    }));
  it("waits as the tool says, and longer after each failure", () => {
    const limited = decideSourceRest("resolve", failed({ kind: "rateLimited", retryAfterMs: 7_000, detail: "" }), at());
    assert.deepEqual(limited, { kind: "later", inMs: 7_350, error: "rateLimited: " });
    const waits = [0, 3, 9].map((attempts) => {
      const rest = decideSourceRest("resolve", failed({ kind: "unavailable", detail: "" }), at(attempts));
      return rest.kind === "later" ? rest.inMs : assert.fail(rest.kind);
    });
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    );
  });
  it("looks again when no answer came, however often", () => {
    const waits = [0, 1, 99].map((attempts) =>
      decideSourceRest("acknowledge", failed({ kind: "unknownOutcome", detail: "reset" }), at(attempts)),
    );
    assert.deepEqual(
      waits.map((rest) => rest.kind === "later" && rest.inMs),
      [1_000, 5_000, 300_000],
    );
  });
  it("is not repeated after a refusal, whatever was asked", () => {
    for (const call of ["acknowledge", "unacknowledge", "resolve"] as const)
      assert.deepEqual(decideSourceRest(call, failed({ kind: "rejected", detail: "it is not allowed" }), at()), {
        kind: "done",
        renewAt: null,
        there: false,
        error: "rejected: it is not allowed",
      });
  });
});
