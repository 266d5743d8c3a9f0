import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { buildSealedRow, writeCanonical } from "./canonical-row.ts";

/** Another way to the same text: keys in the order of their UTF-16 code units, everything else as ECMAScript writes it. */
function writeOtherwise(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeOtherwise).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${writeOtherwise(Reflect.get(value, key))}`).join(",")}}`;
}

describe("canonical JSON", () => {
  it("is that of RFC 8785, section 3.2.4", () => {
    const given = JSON.parse(
      String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    ) as object;
    assert.equal(
      writeCanonical(given),
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });
  it("orders names by UTF-16 code units, as section 3.2.3 shows", () => {
    const names = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"];
    const written = writeCanonical(Object.fromEntries(names.map((name) => [name, 0])));
    assert.equal(written, `{${ordered.map((name) => `${JSON.stringify(name)}:0`).join(",")}}`);
  });
  it("is what another writer of it says, for 2,000 values", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (value) => {
        assert.equal(writeCanonical(value), writeOtherwise(JSON.parse(JSON.stringify(value))));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a row as it is sealed", () => {
  const row = { id: "i", at: "2026-11-28T18:00:00.000001Z", actor: "a", action: "b", object: "c" };
  it("has its detail as JSON", () => {
    assert.deepEqual(buildSealedRow("t", { ...row, detail: '{"a": [1, 2.5]}' }), {
      tenant: "t",
      ...row,
      detail: { a: [1, 2.5] },
    });
  });
  it("has it as text where a number may be none that JSON readers tell from its neighbours", () => {
    const seal = (detail: string) => writeCanonical(buildSealedRow("t", { ...row, detail }));
    assert.equal(Number("9007199254740992"), Number("9007199254740993"));
    assert.notEqual(seal('{"n": 9007199254740992}'), seal('{"n": 9007199254740993}'));
    assert.notEqual(seal('{"n": 0.30000000000000004}'), seal('{"n": 0.300000000000000041}'));
    assert.match(seal(`{"n": 1${"0".repeat(400)}}`), /"detailText":/);
  });
});
