import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRules } from "./read-rules.ts";

const names = { clients: ["Acme Dental"], desks: ["halo"], connections: ["halo", "prom"] };
const lines = (...text: string[]) => text.join("\n");

describe("a text of rules", () => {
  it("may be empty, YAML, or JSON", () => {
    for (const text of ["", "# nothing yet\n", "rules: []", '{"clients": [], "rules": [{"id": "a"}]}'])
      assert.equal(readRules(text, names).ok, true, text);
  });

  const cases: readonly [sentence: string, text: string, line: number, path: string, words: RegExp][] = [
    ["no YAML", "rules:\n  - id: [", 2, "", /no YAML/],
    ["a key that stands twice", "rules: []\nrules: []", 2, "", /no YAML: .*unique/],
    ["a list where fields are expected", "- id: a", 1, "", /expected object/],
    ["a field that there is none of, at the top", "rules: []\nrule: []", 2, "rule", /no field "rule"/],
    [
      "one within what a rule sets",
      lines("rules:", "  - id: a", "    set:", "      que: x"),
      4,
      "rules.0.set.que",
      /no field "que"/,
    ],
    [
      "one within a group",
      lines("rules:", "  - id: a", "    set:", "      groupKey:", "        preset: clientDevice", "        window: 5"),
      6,
      "rules.0.set.groupKey.window",
      /no field "window"/,
    ],
    ["a rule without an id", lines("rules:", "  - when: 'true'"), 2, "rules.0.id", /It is missing/],
    [
      "a priority out of range",
      lines("rules:", "  - id: a", "    set: { priority: 6 }"),
      3,
      "rules.0.set.priority",
      /5/,
    ],
    [
      "a preset that there is none of",
      lines("rules:", "  - id: a", "    set: { groupKey: { preset: device } }"),
      3,
      "rules.0.set.groupKey.preset",
      /clientDevice/,
    ],
    [
      "an address that is none",
      lines("rules:", "  - id: a", "    set:", "      runbookUrl: javascript:alert(1)"),
      4,
      "rules.0.set.runbookUrl",
      /URL/i,
    ],
    ["a look-up of no known way", lines("clients:", "  - by: magic"), 2, "clients.0.by", /./],
    [
      "a condition that fails in its second line",
      lines("rules:", "  - id: a", "    when: |", "      event.title == 'x' ||", "      event.nope == 'y'"),
      5,
      "rules.0.when",
      /nope/,
    ],
    [
      "a name that nobody knows",
      lines("rules:", "  - id: a", "    set: { client: Akme }"),
      3,
      "rules.0.set.client",
      /no client "Akme".*Acme Dental/,
    ],
    [
      "a desk that there is none of",
      lines("rules:", "  - id: a", "    set:", "      desks:", "        - halo", "        - hallo"),
      6,
      "rules.0.set.desks.1",
      /no service desk "hallo".*halo/,
    ],
  ];
  for (const [sentence, text, line, path, words] of cases)
    it(`is refused with line and place for ${sentence}`, () => {
      const read = readRules(text, names);
      const [problem, ...more] = read.ok ? [] : read.error;
      assert.deepEqual([problem?.line, problem?.path, more], [line, path, []]);
      assert.match(problem?.detail ?? "", words);
    });

  for (const [length, ok] of [
    [1_000_000, true],
    [1_000_001, false],
  ] as const)
    it(`of ${length} characters is ${ok ? "read" : "refused"}`, () =>
      assert.equal(readRules(`#${"x".repeat(length - 1)}`, names).ok, ok));

  it("of aliases within aliases ends soon", () => {
    const levels = Array.from(
      { length: 12 },
      (_level, index) =>
        `${"abcdefghijklm"[index + 1]}: &${"abcdefghijklm"[index + 1]} [${Array.from({ length: 10 }, () => `*${"abcdefghijklm"[index]}`).join(",")}]`,
    );
    const read = readRules(["a: &a [x]", ...levels].join("\n"), names);
    assert.match(read.ok ? "" : (read.error[0]?.detail ?? ""), /aliases cannot be followed/);
  });
});
