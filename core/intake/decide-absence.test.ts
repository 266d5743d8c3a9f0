import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Alert, AlertCondition } from "../../schemas/alert.ts";
import { decideAbsence } from "./decide-absence.ts";

const since = new Date("2026-03-17T09:00:00Z");
const before = new Date(since.getTime() - 1);
const alert = (lastSeenAt = before, condition: AlertCondition = "firing") => ({ condition, lastSeenAt }) as Alert;
const open = { ended: false, touched: false, firing: 1 };
const resolve = { onClear: "resolve" } as const;

describe("an alert of which nothing was heard", () => {
  const notListed = { dedupKey: "a", kind: "notListed", since } as const;
  const notHeard = { dedupKey: "a", kind: "notHeard", since } as const;
  const cases = [
    [
      "ends with its ticket when it is not listed",
      alert(),
      open,
      notListed,
      resolve,
      ["clear", "resolve", "notListedAnyMore"],
    ],
    [
      "is only noted where a person has worked on it",
      alert(),
      { ...open, touched: true },
      notListed,
      resolve,
      ["clear", "comment", "notListedAnyMore"],
    ],
    [
      "ends without a word while others of its ticket fire",
      alert(),
      { ...open, firing: 2 },
      notListed,
      resolve,
      ["clear", "none", "notListedAnyMore"],
    ],
    [
      "is only noted where the connection wants that",
      alert(),
      open,
      notListed,
      { onClear: "comment" },
      ["clear", "comment", "notListedAnyMore"],
    ],
    [
      "ends without a word on an ended ticket",
      alert(),
      { ...open, ended: true, touched: true },
      notListed,
      resolve,
      ["clear", "none", "notListedAnyMore"],
    ],
    [
      "that was doubted ends too",
      alert(before, "unknown"),
      open,
      notListed,
      resolve,
      ["clear", "resolve", "notListedAnyMore"],
    ],
    [
      "for too long is doubted, and nothing is resolved",
      alert(),
      open,
      notHeard,
      resolve,
      ["doubt", "comment", "notHeardOf"],
    ],
    [
      "for too long is doubted without a ticket",
      alert(),
      undefined,
      notHeard,
      resolve,
      ["doubt", "none", "notHeardOf"],
    ],
  ] as const;
  for (const [sentence, given, ticket, absence, policy, expected] of cases)
    it(sentence, () => {
      const decision = decideAbsence(given, ticket, absence, policy);
      assert.deepEqual(decision.action !== "ignore" && [decision.action, decision.ticket, decision.reason], expected);
    });
  it("is left alone when it was heard of meanwhile", () =>
    assert.deepEqual(decideAbsence(alert(since), open, notListed, resolve), {
      action: "ignore",
      reason: "heardMeanwhile",
    }));
  it("is left alone when it has cleared, or is not there", () => {
    const ignored = { action: "ignore", reason: "alreadyClear" };
    assert.deepEqual(decideAbsence(alert(before, "clear"), open, notHeard, resolve), ignored);
    assert.deepEqual(decideAbsence(undefined, undefined, notListed, resolve), ignored);
  });
});
