import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTextShape } from "./map-out.ts";

describe("the shapes of a text in Autotask", () => {
  it("are line ends and blanks at the ends of lines, and no others", () => {
    assert.equal(isTextShape("description", "a  \r\nb\t\n c", "a\nb\n c\n"), true);
    assert.equal(isTextShape("description", "a  b", "a b"), false);
  });

  it("are told within 100 ms in a text that is all blanks but for its end", () => {
    const text = `a${" ".repeat(100_000)}x`;
    const start = performance.now();
    assert.equal(isTextShape("description", text, text), true);
    assert.ok(performance.now() - start < 100, `${performance.now() - start} ms`);
  });
});
