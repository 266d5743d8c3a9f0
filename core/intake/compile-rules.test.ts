import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { setting } from "../../test/support/intake-rules.ts";
import { checkComparisons, checkNames } from "./check-names.ts";
import { compileRules } from "./compile-rules.ts";

const known = { clients: ["Acme Dental"], desks: ["halo"], connections: ["halo", "prom"] };

describe("rules that are refused", () => {
  const problemsOf = (rules: object) => {
    const compiled = compileRules(IntakeRules.parse(rules));
    return compiled.ok ? [] : compiled.error.map(({ path, from, to }) => [path.join("."), from, to]);
  };
  for (const [sentence, rules, expected] of [
    ["an unknown field", setting({}, "event.titel == 'x'"), ["rules.0.when", 6, 11]],
    ["a condition that is none", setting({}, "event.title"), ["rules.0.when", null, null]],
    [
      "a key that is no text",
      setting({ dedupKey: { expression: "1" } }),
      ["rules.0.set.dedupKey.expression", null, null],
    ],
    ["a list of numbers", setting({ dependsOn: "[1]" }), ["rules.0.set.dependsOn", null, null]],
    [
      "what would run for ever",
      setting({}, "[1].exists(a, [2].exists(b, [3].exists(c, a == c)))"),
      ["rules.0.when", null, null],
    ],
    ["two rules of one id", { rules: [{ id: "a" }, { id: "a" }] }, ["rules.1.id", null, null]],
    [
      "a broken pattern",
      { clients: [{ by: "pattern", fact: "event.title", pattern: "(", gives: "x" }] },
      ["clients.0.pattern", null, null],
    ],
    [
      "a group that there is none of",
      { items: [{ by: "pattern", fact: "event.title", pattern: "(a)", gives: "x$2" }] },
      ["items.0.gives", 1, 3],
    ],
    ["a fact that is no text", { clients: [{ by: "table", fact: "event.heartbeat" }] }, ["clients.0.fact", null, null]],
    [
      "an item asked about before there is one",
      { items: [{ by: "expression", expression: "item.name" }] },
      ["items.0.expression", 0, 4],
    ],
    [
      "a look-up that gives no text",
      { clients: [{ by: "expression", expression: "true" }] },
      ["clients.0.expression", null, null],
    ],
  ] as const)
    it(`for ${sentence}`, () => assert.deepEqual(problemsOf(rules), [expected]));

  it("for names that nobody knows", () => {
    const rules = IntakeRules.parse({
      clients: [
        { by: "pattern", fact: "event.title", pattern: "x", gives: "Nobody", names: { a: "Acme Dental", b: "Akme" } },
      ],
      rules: [{ id: "a", set: { client: "ACME dental", desks: ["halo", "hallo"] } }],
    });
    const problems = checkNames(rules, known);
    assert.deepEqual(
      problems.map(({ path }) => path.join(".")),
      ["clients.0.names.b", "clients.0.gives", "rules.0.set.desks.1"],
    );
  });

  for (const [when, from, to, words] of [
    [`client == "Akme"`, 10, 16, /no client "Akme"/],
    [`client == "acme dental"`, 10, 23, /no client "acme dental"/],
    [`event.title == "x" || "Akme" == client`, 22, 28, /no client/],
    [`!(client in ["Acme Dental", "Akme"])`, 28, 34, /no client "Akme"/],
    [`connection.name != "prim"`, 19, 25, /no connection "prim"\. Connections: halo, prom/],
    [`event.severity == "warning"`, 18, 27, /never "warning", but one of critical, high/],
    [`event.condition == "unknown"`, 19, 28, /never "unknown"/],
    [`item.criticality == "urgent"`, 20, 28, /never "urgent"/],
  ] as const)
    it(`for a comparison that is never true: ${when}`, () => {
      const compiled = compileRules(IntakeRules.parse(setting({}, when)));
      assert.ok(compiled.ok);
      const [problem] = checkComparisons(compiled.value, known);
      assert.deepEqual([problem?.from, problem?.to], [from, to]);
      assert.match(problem?.detail ?? "", words);
    });

  for (const when of [
    `client == "Acme Dental" && connection.name in ["prom", "halo"] && event.severity != "high"`,
    `client == "" || item.criticality == ""`,
    `event.title == "Akme" && event.labels["client"] == "Akme"`,
  ])
    it(`for none that can be: ${when}`, () => {
      const compiled = compileRules(IntakeRules.parse(setting({}, when)));
      assert.ok(compiled.ok);
      assert.deepEqual(checkComparisons(compiled.value, known), []);
    });
});
