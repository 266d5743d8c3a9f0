import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { buildQuery, inBatches, is, isAfter, isAtMost, isNot, isOneOf } from "./query.ts";

const text = (query: ReturnType<typeof buildQuery>) => query?.text ?? null;

describe("encoded queries", () => {
  const cases: readonly [sentence: string, query: ReturnType<typeof buildQuery>, expected: string | null][] = [
    ["always sort", buildQuery([is("active", "true")]), "active=true^ORDERBYsys_id"],
    [
      "sort by several columns, one part each",
      buildQuery([isAfter("sys_updated_on", "2026-04-14 09:30:42")], ["sys_updated_on", "sys_id"]),
      "sys_updated_on>2026-04-14 09:30:42^ORDERBYsys_updated_on^ORDERBYsys_id",
    ],
    ["join conditions", buildQuery([is("a", "1"), isNot("b", "2"), isAtMost("c", "3")], []), "a=1^b!=2^c<=3"],
    ["list values without blanks", buildQuery([isOneOf("sys_id", ["x", "y"])], []), "sys_idINx,y"],
    ["double a caret", buildQuery([is("email", "a^b@x.example")], []), "email=a^^b@x.example"],
    ["are none for a script", buildQuery([is("a", "javascript:gs.getUserID()")]), null],
    ["are none for a script in capitals, after a blank", buildQuery([is("a", " JavaScript:1")]), null],
    ["are none for nothing", buildQuery([is("a", "")]), null],
    ["are none for a line break", buildQuery([is("a", "x\ny")]), null],
    ["are none for an empty list", buildQuery([isOneOf("a", [])]), null],
    ["leave out what a list cannot express", buildQuery([isOneOf("a", ["x,y", "z"])], []), "aINz"],
    ["are none when a list can express nothing", buildQuery([is("b", "1"), isOneOf("a", ["x,y"])]), null],
  ];
  for (const [sentence, query, expected] of cases) it(sentence, () => assert.equal(text(query), expected));

  it("refuses more than fifty values, and makes batches of fifty", () => {
    const ids = Array.from({ length: 101 }, (_, index) => String(index));
    assert.throws(() => isOneOf("sys_id", ids), RangeError);
    assert.deepEqual(
      inBatches(ids).map(({ length }) => length),
      [50, 50, 1],
    );
  });

  it("whatever a value holds, no condition or sort of its own comes of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (value) => {
        const query = buildQuery([is("email", value)]);
        if (query === null) return;
        const parts = query.text.replaceAll("^^", "").split("^");
        assert.equal(parts.length, 2);
        assert.equal(parts[1], "ORDERBYsys_id");
      }),
    );
  });
});

describe("checking rows", () => {
  const query = buildQuery([isOneOf("correlation_id", ["abc"]), isAfter("sys_updated_on", "2026-04-14 09:30:42")]);
  const cases: readonly [sentence: string, row: Record<string, unknown>, miss: string | undefined][] = [
    ["lets pass what fits", { correlation_id: "abc", sys_updated_on: "2026-04-14 09:30:43" }, undefined],
    [
      "does not mind case or blanks, as databases do not",
      { correlation_id: " ABC ", sys_updated_on: "2027-01-01" },
      undefined,
    ],
    ["names the condition that was ignored", { correlation_id: "abd", sys_updated_on: "2027-01-01" }, "correlation_id"],
    ["knows both sides of a bound", { correlation_id: "abc", sys_updated_on: "2026-04-14 09:30:42" }, "sys_updated_on"],
    ["cannot check what is hidden", { sys_updated_on: "2027-01-01" }, "correlation_id"],
  ];
  for (const [sentence, row, miss] of cases) it(sentence, () => assert.equal(query?.findMiss(row), miss));
});
