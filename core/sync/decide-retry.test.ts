import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError } from "../ports/connector-error.ts";
import { decideRetry, mayCreateAgain } from "./decide-retry.ts";

const detail = "";
const outage: ConnectorError = { kind: "unavailable", detail };

describe("when a push is tried again", () => {
  const cases: readonly [string, ConnectorError, number, number, object][] = [
    ["the first one after a second at the soonest", outage, 0, 0, { action: "rest", inMs: 1_000 }],
    ["… and before two", outage, 0, 0.999, { action: "rest", inMs: 1_999 }],
    ["each bound is twice the one before", outage, 3, 0.5, { action: "rest", inMs: 8_500 }],
    ["an hour at the most", outage, 40, 0.9999, { action: "rest", inMs: 3_599_640 }],
    ["a stale version like an outage", { kind: "conflict", detail }, 0, 0, { action: "rest", inMs: 1_000 }],
    ["not before the vendor says", rate(120_000), 0, 0, { action: "rest", inMs: 120_000 }],
    ["… and a tenth later at the most", rate(120_000), 9, 0.9999, { action: "rest", inMs: 131_999 }],
    [
      "a wrong answer may pass by itself",
      { kind: "unreadable", path: "item.status", detail },
      2,
      0,
      { action: "rest", inMs: 1_000 },
    ],
    ["… but not for ever", { kind: "unreadable", path: "item.status", detail }, 3, 0, { action: "stop" }],
    [
      "the page of a proxy like an outage, however long",
      { kind: "unreadable", path: "", detail },
      40,
      0.9999,
      { action: "rest", inMs: 3_599_640 },
    ],
    ["a missing right once, after a minute", { kind: "forbidden", detail }, 0, 0.5, { action: "rest", inMs: 60_000 }],
    ["… and then only when a person says so", { kind: "forbidden", detail }, 1, 0.5, { action: "stop" }],
    [
      "wrong credentials when the connection's rest is over",
      { kind: "unauthorized", detail },
      9,
      0.5,
      { action: "rest", inMs: 1_000 },
    ],
    ["a refusal never", { kind: "rejected", detail }, 0, 0.5, { action: "stop" }],
    ["an unknown outcome is looked for first", { kind: "unknownOutcome", detail }, 0, 0.5, { action: "look" }],
  ];
  for (const [sentence, error, attempts, random, expected] of cases)
    it(sentence, () => {
      assert.deepEqual(decideRetry(error, attempts, random), expected);
    });

  it("any two of many that failed together at different instants, from the first failure on", () => {
    for (let attempts = 0; attempts < 12; attempts++)
      assert.equal(countInstants(attempts), 1_000, `after ${attempts} failures`);
  });
});

/** Of a thousand pushes that failed together, each with a chance of its own. */
function countInstants(attempts: number): number {
  const rests = Array.from({ length: 1_000 }, (_, index) => decideRetry(outage, attempts, index / 1_000));
  return new Set(rests.map((rest) => (rest.action === "rest" ? rest.inMs : -1))).size;
}

function rate(retryAfterMs: number): ConnectorError {
  return { kind: "rateLimited", retryAfterMs, detail };
}

describe("whether a creation without an answer is sent again", () => {
  const vendor = { indexLagMs: 10_000, longestRequestMs: 60_000 };
  it("only after the vendor's longest request", () =>
    assert.deepEqual([mayCreateAgain(60_000, vendor), mayCreateAgain(60_001, vendor)], [false, true]));
  it("… and three times the lag of its index", () =>
    assert.deepEqual(
      [30_000, 30_001].map((ms) => mayCreateAgain(ms, { ...vendor, longestRequestMs: 0 })),
      [false, true],
    ));
});
