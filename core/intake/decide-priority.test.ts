import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { route, setting } from "../../test/support/intake-rules.ts";
import { combinePriority, decidePriority } from "./decide-priority.ts";
import { priorityOf } from "./route.ts";

describe("priority", () => {
  for (const [impact, urgency, priority] of [
    [1, 1, 1],
    [1, 2, 2],
    [1, 3, 3],
    [2, 1, 2],
    [2, 2, 3],
    [2, 3, 4],
    [3, 1, 3],
    [3, 2, 4],
    [3, 3, 5],
    [1, null, 2],
    [null, 3, 4],
  ] as const)
    it(`of impact ${impact} and urgency ${urgency} is ${priority}`, () =>
      assert.equal(combinePriority(impact, urgency), priority));

  for (const [severity, criticality, priority] of [
    ["high", null, 2],
    ["high", "normal", 2],
    ["high", "high", 1],
    ["high", "low", 3],
    ["medium", "critical", 1],
    ["low", "critical", 2],
    ["info", "critical", 4],
    ["info", "high", 5],
    ["info", "low", 5],
  ] as const)
    it(`of ${severity} on an item of ${criticality} weight is ${priority}`, () =>
      assert.equal(decidePriority(severity, criticality), priority));

  it("is that of a rule, before impact and urgency of the same", () => {
    assert.equal(route(setting({ impact: 3, urgency: 3, priority: 1 })).priority, 1);
  });
  it("is that of a later impact, before an earlier rule's", () => {
    const rules = [
      { id: "a", set: { priority: 1, urgency: 3 } },
      { id: "b", set: { impact: 2 } },
    ];
    const { priority, because } = route({ rules });
    assert.equal(priority, 4);
    assert.deepEqual(
      because.find(({ field }) => field === "priority"),
      { ruleId: "b", field: "priority", value: 4 },
    );
  });
  it("is by severity and item where no rule says", () => {
    const found = route({}, { resource: "sql-1", severity: "medium" });
    assert.deepEqual([found.priority, priorityOf(found, "medium")], [null, 1]);
  });
});
