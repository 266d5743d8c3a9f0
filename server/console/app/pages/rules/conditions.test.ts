import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Condition, type Fact, facts, operators, readConditions, writeConditions } from "./conditions.ts";

const condition: fc.Arbitrary<Condition> = fc.record(
  {
    fact: fc.constantFrom(...(Object.keys(facts) as Fact[])),
    operator: fc.constantFrom(...operators),
    value: fc.oneof(fc.string(), fc.constantFrom('"', "&&", '\\" && event.title == "', "\\", "true")),
  },
  { noNullPrototype: true },
);

describe("conditions of the builder", () => {
  it("come back from CEL as they were written, whatever is in their values", () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), (conditions) => {
        assert.deepEqual(readConditions(writeConditions(conditions)), conditions);
      }),
    );
  });

  for (const [when, expected] of [
    ["true", []],
    ['event.severity == "critical"', [{ fact: "severity", operator: "is", value: "critical" }]],
    ['event.title.contains("a") && client != "Acme"', 2],
    ['event.title.contains("a") || client == "Acme"', undefined],
    ['event.title.matches("(?i)spooler")', undefined],
    ["size(event.labels) > 3", undefined],
    ['event.title == "open', undefined],
  ] as const)
    it(`reads ${when}`, () => {
      const read = readConditions(when);
      if (typeof expected === "number") assert.equal(read?.length, expected);
      else assert.deepEqual(read, expected);
    });
});
