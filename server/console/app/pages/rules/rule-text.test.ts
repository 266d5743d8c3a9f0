import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeRule, moveRule, readRules, removeRule } from "./rule-text.ts";

const text = `# Ours since 2024
storm: { perMinute: 30 }
rules:
  # Printers wait.
  - id: printers
    when: event.title.contains("Spooler")
    set: { priority: 4, tags: [print] }
  - id: servers
    set: { priority: 2 }
`;
const idsOf = (from: string) => {
  const read = readRules(from);
  return "rules" in read ? read.rules.map(({ id }) => id) : read.problem;
};

describe("the builder's changes of a text", () => {
  it("keep comments and what the builder does not know", () => {
    const changed = changeRule(text, 0, { disabled: true, name: "Printers" });
    assert.match(changed, /# Ours since 2024\nstorm: \{ perMinute: 30 \}/);
    assert.match(changed, /# Printers wait\.\n/);
    assert.match(changed, /tags: \[ ?print ?\]/);
    assert.match(changed, /disabled: true/);
    assert.doesNotMatch(changeRule(changed, 0, { disabled: undefined }), /disabled/);
  });

  it("add, move and remove", () => {
    assert.deepEqual(idsOf(moveRule(text, 1, 0)), ["servers", "printers"]);
    assert.deepEqual(idsOf(removeRule(text, 0)), ["servers"]);
    assert.deepEqual(idsOf(changeRule(text, 2, { id: "new", set: { priority: 1 } })), ["printers", "servers", "new"]);
    assert.deepEqual(idsOf(changeRule("", 0, { id: "first" })), ["first"]);
  });

  it("say what cannot be read", () => {
    assert.match(String(idsOf("rules: [")), /flow collection|Flow/i);
  });
});
