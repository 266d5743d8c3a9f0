import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileExpression } from "./compile-expression.ts";
import { createSteps } from "./count-steps.ts";

const item = {
  id: 5,
  name: "disk /var",
  empty: null,
  list: [1, "b", { c: 1 }],
  json: '{"state":"down"}',
  at: "2026-01-01T00:00:00Z",
};

function compiled(source: string) {
  const result = compileExpression(source, { item: "dyn" });
  assert.ok(result.ok, result.ok ? "" : result.error.detail);
  return result.value;
}
function evaluate(source: string, value: unknown = item) {
  return compiled(source).evaluate({ item: value });
}

describe("expressions over values of any shape", () => {
  const cases: readonly [source: string, type: string, value: unknown][] = [
    ["item.name", "dyn", "disk /var"],
    ["string(item.id)", "string", "5"],
    ["item.id == 5", "bool", true],
    [`item.?host.orValue("none")`, "dyn", "none"],
    [`item.name.startsWith("disk") ? "firing" : "clear"`, "string", "firing"],
    [`{"disk /var": "high"}[?item.name].orValue("low")`, "string", "high"],
    [`item.list.exists(one, one == "b")`, "bool", true],
    ["bytes(item.json).json().state", "dyn", "down"],
    ["timestamp(item.at)", "google.protobuf.Timestamp", new Date("2026-01-01T00:00:00Z")],
    ["has(item.host)", "bool", false],
    [`item.name.matches("^[a-z]+ /")`, "bool", true],
  ];
  for (const [source, type, value] of cases)
    it(`${source} gives ${type}`, () => {
      assert.equal(compiled(source).type, type);
      assert.deepEqual(evaluate(source), { ok: true, value });
    });

  for (const [sentence, source, words] of [
    ["a field that is not there", "item.host", /No such key: host/],
    ["what objects inherit", "item.constructor", /No such key: constructor/],
    ["a text used as a number", "item.name + 1", /overload/],
    ["a broken pattern", `item.name.matches("(")`, /./],
  ] as const)
    it(`tells in one line what is wrong with ${sentence}`, () => {
      const result = evaluate(source);
      assert.match(result.ok ? "" : result.error, words);
      assert.equal(result.ok ? "" : result.error.includes("\n"), false);
    });

  for (const [sentence, source, from, to] of [
    ["a name that nobody declared", "itm.id", 0, 3],
    ["a function that there is none of", "item.name.upper()", 0, 17],
    ["branches of two kinds", `item.id == 5 ? "a" : 1`, 0, 22],
    ["an unfinished text", `item.name == "x`, null, null],
  ] as const)
    it(`refuses ${sentence}, and says where`, () => {
      const result = compileExpression(source, { item: "dyn" });
      assert.ok(!result.ok);
      assert.match(result.error.detail, /\p{L}{3}/u);
      if (from !== null) assert.deepEqual([result.error.from, result.error.to], [from, to]);
    });
});

describe("what an expression may cost", () => {
  const elements = (count: number) => Array.from({ length: count }, (_element, index) => index);

  it("is counted by the elements that comprehensions look at", () => {
    assert.equal(evaluate("item.all(one, one >= 0.0)", elements(100_000)).ok, true);
    const tooLong = evaluate("item.all(one, one >= 0.0)", elements(100_001));
    assert.match(tooLong.ok ? "" : tooLong.error, /more than 100000 steps/);
  });

  it("ends lists inside lists in time", () => {
    const started = performance.now();
    for (const source of [
      "item.all(a, item.all(b, b >= 0.0))",
      "item.map(a, item.filter(b, b > a))",
      "item.exists(a, item.exists(b, b < 0.0))",
    ])
      assert.equal(evaluate(source, elements(90_000)).ok, false);
    assert.ok(performance.now() - started < 2_000);
  });

  it("is counted through keys of maps, texts that were split, and texts that are searched", () => {
    const map = Object.fromEntries(elements(100_001).map((key) => [`k${key}`, key]));
    assert.equal(evaluate(`item.all(key, key != "")`, map).ok, false);
    assert.equal(evaluate(`item.split("").all(one, one == "a")`, "a".repeat(100_001)).ok, false);
    assert.equal(evaluate(`item.matches("b")`, "a".repeat(10_000_001)).ok, false);
  });

  it("is shared by evaluations that belong together, and starts anew for others", () => {
    const all = compiled("item.all(one, one >= 0.0)");
    const steps = createSteps(25);
    const outcomes = [1, 2, 3].map(() => all.evaluate({ item: elements(10) }, steps).ok);
    assert.deepEqual(outcomes, [true, true, false]);
    assert.equal(all.evaluate({ item: elements(10) }).ok, true);
  });
});
