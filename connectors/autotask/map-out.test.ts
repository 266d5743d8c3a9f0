import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTextShape } from "./map-out.ts";

describe("the shapes of a text in Autotask", () => {
  it("are line ends and blanks at the ends of lines, and no others", () => {
    assert.equal(isTextShape("description", "a  \r\nb\t\n c", "a\nb\n c\n"), true);
    assert.equal(isTextShape("description", "a  b", "a b"), false);
  });

  it("are told soon in a text that is all blanks but for its end", () => {
    const text = `a${" ".repeat(100_000)}x`;
    const start = performance.now();
    assert.equal(isTextShape("description", text, text), true);
    // By a look from each blank to the end it would be minutes.
    assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
  });
});
