import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileTemplate } from "./compile-template.ts";
import { createSteps } from "./count-steps.ts";

function fill(pattern: string, gives: string, text: string): string | null {
  const compiled = compileTemplate(pattern, gives);
  assert.ok(compiled.ok, compiled.ok ? "" : compiled.error.detail);
  return compiled.value(text, createSteps());
}

describe("what a pattern stands for", () => {
  for (const [pattern, gives, text, expected] of [
    ["^(\\w+)-(\\w+)", "$2 of $1", "acme-web-1", "web of acme"],
    ["^(?P<client>\\w+)-", "${client}!", "acme-web", "acme!"],
    ["a", "$0$0", "cat", "aa"],
    ["a", "costs $$1", "cat", "costs $1"],
    ["(a)|(b)", "[$1$2]", "b", "[b]"],
    ["^b", "x", "abc", null],
    ["(?i)ACME", "x", "at acme", "x"],
  ] as const)
    it(`${pattern} → ${gives} of ${text} is ${expected}`, () => assert.equal(fill(pattern, gives, text), expected));

  for (const [pattern, gives, part, from, to] of [
    ["(", "x", "pattern", null, null],
    ["(a)", "a$2", "gives", 1, 3],
    ["(a)", "${name}", "gives", 0, 7],
  ] as const)
    it(`is refused: ${pattern} → ${gives}`, () => {
      const compiled = compileTemplate(pattern, gives);
      assert.deepEqual(compiled.ok || [compiled.error.part, compiled.error.from, compiled.error.to], [part, from, to]);
    });

  it("ends soon on what keeps other engines busy", () => {
    const started = performance.now();
    assert.equal(fill("^(a+)+$", "x", `${"a".repeat(20_000)}!`), null);
    assert.ok(performance.now() - started < 2_000);
  });
});
