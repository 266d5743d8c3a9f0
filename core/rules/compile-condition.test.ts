import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileCondition } from "./compile-condition.ts";
import { buildFacts } from "./rule-facts.ts";

const record = buildFacts(
  { title: "Disk full on srv-1", description: null, status: "new", priority: 2, type: "incident" },
  { client: "Acme", bornIn: "", number: "T1" },
);

function compiled(source: string) {
  const result = compileCondition(source, ["record"]);
  assert.ok(result.ok, result.ok ? "" : result.error.detail);
  return result.value;
}

describe("conditions that admins write", () => {
  const cases: readonly [string, boolean][] = [
    ["true", true],
    ["false", false],
    [`record.client == "Acme" && record.priority <= 2.0`, true],
    [`record.priority == 1.0`, false],
    [`record.title.contains("Disk")`, true],
    [`record.title.matches("srv-[0-9]+$")`, true],
    [`record.queue == ""`, true],
    [`["Acme", "Harbor"].exists(name, name == record.client)`, true],
  ];
  for (const [source, expected] of cases) {
    it(`${source} is ${expected}`, () => assert.equal(compiled(source).test({ record }).matches, expected));
  }

  const refused: readonly [string, RegExp][] = [
    ["record.titel == 'x'", /titel/],
    ["ticket.title == 'x'", /ticket/],
    ["record.title", /true or false/],
    ["record.title ==", /./],
    ["record.priority == 'x'", /./],
    ["[1].exists(a, [2].exists(b, [3].exists(c, a == c)))", /inside one another/],
    [Array.from({ length: 150 }, () => "true").join(" && "), /./],
  ];
  for (const [source, words] of refused) {
    it(`refuses ${source.slice(0, 60)}`, () => {
      const result = compileCondition(source, ["record"]);
      assert.ok(!result.ok);
      assert.match(result.error.detail, words);
    });
  }

  it("says where", () => {
    const result = compileCondition("record.titel == 'x'", ["record"]);
    assert.deepEqual(result.ok ? undefined : [result.error.from, result.error.to], [7, 12]);
  });

  it("ends soon on a pattern that keeps other engines busy", () => {
    const facts = { ...record, title: `${"a".repeat(20_000)}!` };
    const started = performance.now();
    assert.equal(compiled(`record.title.matches("^(a+)+$")`).test({ record: facts }).matches, false);
    assert.ok(performance.now() - started < 2_000);
  });

  it("does not match, and says so, when it fails while it runs", () => {
    const verdict = compiled(`record.title.matches("(")`).test({ record });
    assert.equal(verdict.matches, false);
    assert.ok(verdict.failed);
  });
});
