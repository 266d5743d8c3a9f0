import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { bodyVariables, itemsSetting } from "./map-body.ts";
import { mappingSettings } from "./settings.ts";

const Settings = z.strictObject({ ...itemsSetting, ...mappingSettings(bodyVariables, {}) });
const needed = { dedupKey: "item.id", condition: "item.firing", severity: "item.severity" };
const refusals = (change: Readonly<Record<string, unknown>>) => {
  const parsed = Settings.safeParse({ ...needed, ...change });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path.join("."), message] as const);
};

describe("expressions that admins write", () => {
  for (const [sentence, change] of [
    ["what depends on the body", {}],
    ["a text where a text is needed", { title: '"A " + item.name' }],
    ["a number as a key", { dedupKey: "int(item.id) * 2" }],
    ["what may be absent", { resource: "item.?host", raisedAt: "item.?since" }],
    ["truth as a condition", { condition: 'item.state == "down"' }],
    ["words as a condition", { condition: 'item.state == "down" ? "firing" : "clear"' }],
    ["a time", { raisedAt: "timestamp(int(item.since))" }],
    ["lists of any kind", { items: "body.a.map(x, x.b)" }],
    ["nothing at all", { description: "null" }],
    ["reasons to leave something out", { leaveOut: [{ when: "item.test == true", reason: "A test." }] }],
  ] as const)
    it(`may be ${sentence}`, () => assert.deepEqual(refusals(change), []));

  const refused: readonly [sentence: string, change: Readonly<Record<string, unknown>>, path: string, words: RegExp][] =
    [
      ["a name that is not known", { title: "itm.name" }, "title", /^characters 1 to 3: .*itm/],
      ["a function that there is none of", { severity: "item.x.upper()" }, "severity", /^characters 1 to 14: .*upper/],
      ["what is unfinished", { dedupKey: "item.id +" }, "dedupKey", /^characters \d+ to \d+: /],
      ["a number as a severity", { severity: "1 + 1" }, "severity", /^gives int, and must give critical/],
      [
        "a number as a condition",
        { condition: "size(item.list)" },
        "condition",
        /^gives int, and must give true or "firing"/,
      ],
      ["a list as a title", { title: "[item.a]" }, "title", /^gives list/],
      ["truth as a time", { raisedAt: "item.a == item.b" }, "raisedAt", /^gives bool, and must give a time/],
      ["a text as a list", { items: '"a"' }, "items", /^gives string, and must give a list/],
      ["an element of the list before there is one", { items: "item.a" }, "items", /^characters 1 to 4: .*item/],
      [
        "a text as a reason to leave out",
        { leaveOut: [{ when: '"a"', reason: "A test." }] },
        "leaveOut.0.when",
        /^gives string/,
      ],
      ["no reason", { leaveOut: [{ when: "true", reason: "" }] }, "leaveOut.0.reason", /./],
      ["too much", { title: Array.from({ length: 300 }, () => '"a"').join(" + ") }, "title", /./],
      ["too long", { title: `"${"a".repeat(2_000)}"` }, "title", /./],
      ["no key", { dedupKey: undefined }, "dedupKey", /./],
      ["no severity", { severity: undefined }, "severity", /./],
      ["an optional of another kind", { condition: "optional.of(1)" }, "condition", /^gives optional/],
    ];
  for (const [sentence, change, path, words] of refused)
    it(`are refused with their place: ${sentence}`, () => {
      const [first = assert.fail("accepted"), ...more] = refusals(change);
      assert.equal(more.length, 0);
      assert.equal(first[0], path);
      assert.match(first[1], words);
    });

  it("may have defaults, which an admin replaces", () => {
    const WithDefaults = z.strictObject(mappingSettings(bodyVariables, { severity: '"low"' }));
    const { severity, title } = WithDefaults.parse({ dedupKey: "item", condition: "true" });
    assert.deepEqual([severity, title], ['"low"', undefined]);
    assert.equal(WithDefaults.parse({ ...needed }).severity, "item.severity");
  });
});
