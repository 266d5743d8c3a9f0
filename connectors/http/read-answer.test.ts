import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { parseWith, readJson } from "./read-answer.ts";

const answer = (text: string, type = "application/json", status = 200) => ({
  status,
  headers: { "content-type": type },
  text,
});

describe("an answer that is not what was asked for", () => {
  const cases: readonly [string, ReturnType<typeof answer>, RegExp][] = [
    ["a login page", answer("<html></html>", "text/html; charset=utf-8"), /web page.*HTTP 200.*check the address/],
    ["a login page that says it is JSON", answer("\n<!DOCTYPE html><p>"), /web page/],
    ["nothing", answer(""), /empty/],
    ["blanks", answer(" \n"), /empty/],
    ["JSON that is cut", answer('{"items":[{"id":1'), /not complete JSON/],
    ["words", answer("OK", "text/plain"), /not complete JSON/],
  ];
  for (const [sentence, response, words] of cases) {
    it(`says that it is ${sentence}`, () => {
      const result = readJson(response);
      assert.equal(result.ok ? "" : result.error.kind, "unreadable");
      assert.match(result.ok ? "" : result.error.detail, words);
    });
  }
  it("is JSON whatever its content type says", () => {
    assert.deepEqual(readJson(answer("[1]", "text/plain")), { ok: true, value: [1] });
  });
});

describe("an answer of another shape", () => {
  const Items = z.object({ items: z.array(z.object({ id: z.number() })) });
  it("names the place", () => {
    const result = parseWith(Items, answer('{"items":[{"id":1},{"id":"2"}]}'));
    assert.equal(result.ok ? "" : result.error.kind === "unreadable" && result.error.path, "items.1.id");
  });
  it("may hold more than is read", () => {
    assert.deepEqual(parseWith(Items, answer('{"items":[{"id":1,"more":2}],"page":{}}')), {
      ok: true,
      value: { items: [{ id: 1 }] },
    });
  });
});

describe("text that no database stores", () => {
  it("NUL becomes the replacement character, and a typed backslash-u stays as it was typed", () => {
    const read = readJson({ status: 200, headers: {}, text: '{"a":"x\\u0000y","b":"typed \\\\u0000"}' });
    assert.deepEqual(read, { ok: true, value: { a: "x\uFFFDy", b: "typed \\u0000" } });
  });
});
