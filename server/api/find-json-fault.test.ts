import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { findJsonFault } from "./find-json-fault.ts";

describe("a text that is no JSON", () => {
  for (const [sentence, text, line, column, expected] of [
    ["ends too early", '{"a": [1, 2', 1, 12, /","/],
    ["has a comma too many", '{\n  "a": 1,\n}', 3, 1, /name in quotes/],
    ["has a word that is none", '{"a": tru}', 1, 7, /value/],
    ["has names without quotes", "{a: 1}", 1, 2, /name in quotes/],
    ["closes what is not open", "[1}", 1, 3, /closing bracket/],
    ["goes on after its end", "{} {}", 1, 4, /nothing more/],
    ["has a text that does not end", '["abc', 1, 2, /value/],
    ["is empty but for blanks", "  \n ", 2, 2, /value/],
  ] as const)
    it(`says where it ${sentence}`, () => {
      const fault = findJsonFault(text);
      assert.deepEqual([fault.line, fault.column], [line, column]);
      assert.match(fault.expected, expected);
    });

  it("is refused at its end, and never before, where only its end is missing", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const cut = json.slice(0, at % json.length);
        try {
          JSON.parse(cut);
          return;
        } catch {
          const { line, column } = findJsonFault(cut);
          const lines = cut.split("\n");
          const reached = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
          // The last text, number or word may be cut within.
          assert.match(cut.slice(reached), /^(?:"[^]*|[-\w.+]*)$/);
        }
      }),
    );
  });
});
