import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { Base64Text, encodeJson } from "./json-body.ts";

describe("a body of JSON", () => {
  it("without files is what JSON says", () => {
    const value = { title: "Ä \u0000 \u{1f600}", list: [1, null, true], none: undefined };
    assert.equal(encodeJson(value).toString(), JSON.stringify(value));
  });

  for (const size of [0, 1, 2, 3, 49_151, 49_152, 49_153, 200_000])
    it(`holds a file of ${size} bytes as base64, behind what stands before it`, () => {
      const bytes = randomBytes(size);
      const body = encodeJson([{ name: "dämp", data: new Base64Text(bytes, "data:text/plain;base64,"), last: 1 }]);
      const text = `data:text/plain;base64,${bytes.toString("base64")}`;
      assert.deepEqual(JSON.parse(body.toString()), [{ name: "dämp", data: text, last: 1 }]);
    });

  it("holds several files, each in its place, and one of them twice", () => {
    const [one, other] = [randomBytes(70_000), randomBytes(10)];
    const twice = new Base64Text(one);
    const body = encodeJson({ a: twice, b: new Base64Text(other), c: [twice] });
    assert.deepEqual(JSON.parse(body.toString()), {
      a: one.toString("base64"),
      b: other.toString("base64"),
      c: [one.toString("base64")],
    });
  });

  it("is the same the second time, as after a token that had ended", () => {
    const value = { data: new Base64Text(randomBytes(1_000)) };
    assert.deepEqual(encodeJson(value), encodeJson(value));
  });

  it("takes a file of which only a part of a buffer is told", () => {
    const whole = randomBytes(300);
    const body = encodeJson({ data: new Base64Text(whole.subarray(100, 200)) });
    assert.deepEqual(JSON.parse(body.toString()), { data: whole.subarray(100, 200).toString("base64") });
  });

  it("shows no file where it is told elsewhere", () => {
    assert.ok(JSON.stringify({ data: new Base64Text(randomBytes(10_000)) }).length < 100);
  });
});
