import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError } from "../ports/connector-error.ts";
import { decideHookCheck } from "./decide-hook-check.ts";

const detail = "";

describe("what a look at our webhook means", () => {
  const cases: readonly [string, ConnectorError | undefined, boolean, number][] = [
    ["it works", undefined, false, 600_000],
    ["the vendor is down: soon again", { kind: "unavailable", detail }, false, 60_000],
    ["it asks us to wait: soon again", { kind: "rateLimited", retryAfterMs: 5_000, detail }, false, 60_000],
    ["nobody knows what was done: soon again", { kind: "unknownOutcome", detail }, false, 60_000],
    ["it does not let us in: that is told already", { kind: "unauthorized", detail }, false, 600_000],
    ["it refuses to make one: a person must know", { kind: "rejected", detail }, true, 600_000],
    ["its answer cannot be read: a person must know", { kind: "unreadable", path: "", detail }, true, 600_000],
  ];
  for (const [sentence, error, lost, nextInMs] of cases)
    it(sentence, () => {
      assert.deepEqual(decideHookCheck(error, 600_000), { lost, nextInMs });
    });
  it("never later than the next check", () => {
    assert.equal(decideHookCheck({ kind: "unavailable", detail }, 5_000).nextInMs, 5_000);
  });
});
