import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readBody } from "./read-body.ts";

const read = (text: string) => {
  const result = readBody(Buffer.from(text));
  return result.ok ? result.value : { problem: result.error.detail };
};

describe("a body of any webhook", () => {
  for (const [sentence, text, value] of [
    ["an object", ' {"a":1} ', { a: 1 }],
    ["a list", "[1]", [1]],
    ["a text", '"a"', "a"],
    ["a form, the first of equal names counting", "a=1&b=%C3%BC+2&a=3&c=", { a: "1", b: "ü 2", c: "" }],
    ["a multipart form", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n', { a: "1" }],
    [
      "a form whose names are those of objects",
      "__proto__=1&constructor=2",
      Object.fromEntries([
        ["__proto__", "1"],
        ["constructor", "2"],
      ]),
    ],
  ] as const)
    it(`is ${sentence}`, () => assert.deepEqual(read(text), value));

  for (const text of ["", "hello", "7", "null", '{"a":', "<html></html>", "--x"])
    it(`is neither JSON nor a form: ${text}`, () => assert.match(JSON.stringify(read(text)), /problem/));

  it("has no end of fields", () => {
    const form = (count: number) => Array.from({ length: count }, (_field, index) => `f${index}=1`).join("&");
    assert.equal(Object.keys(read(form(1_000)) as object).length, 1_000);
    assert.match(JSON.stringify(read(form(1_001))), /more than 1000 fields/);
  });
});
