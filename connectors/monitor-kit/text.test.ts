import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cleanText, cutText, firstOf, joinKey, joinParagraphs, nameOrNull, webUrl } from "./text.ts";

describe("texts of senders", () => {
  it("lose what no database can store, and end their lines in one way", () => {
    assert.equal(cleanText("a\0b\ud83dc\r\nd\re"), "a\ufffdb\ufffdc\nd\ne");
    assert.equal(cleanText("ok \u{1f600}"), "ok \u{1f600}");
  });

  for (const [sentence, text, most, expected] of [
    ["stay whole up to the limit", "abcde", 5, "abcde"],
    ["end in an ellipsis beyond it", "abcdef", 5, "abcd…"],
    ["are never cut within a character", "abc\u{1f600}ef", 5, "abc…"],
  ] as const)
    it(sentence, () => assert.equal(cutText(text, most), expected));

  it("are null as names where only blanks stand", () => {
    assert.deepEqual(
      [" a ", " \n", "", null, undefined].map((text) => nameOrNull(text)),
      ["a", null, null, null, null],
    );
  });

  it("are found by their own names only", () => {
    assert.equal(firstOf({ a: "", b: "x" }, ["constructor", "a", "b"]), "x");
    assert.equal(firstOf({}, ["constructor", "__proto__", "toString"]), undefined);
  });

  it("become paragraphs without those that are empty", () => {
    assert.equal(joinParagraphs([" a ", null, false, " ", undefined, "b"]), "a\n\nb");
    assert.equal(joinParagraphs([null, ""]), null);
    assert.equal(joinParagraphs(["x".repeat(60_000)])?.length, 50_000);
  });
});

describe("links", () => {
  for (const [text, expected] of [
    ["https://a.example/x?y=1", true],
    ["http://a.example", true],
    ["javascript:alert(1)", false],
    ["HTTPS", false],
    ["https:// a", false],
    ["//a.example", false],
    ["", false],
    [`https://a.example/${"x".repeat(1_982)}`, true],
    [`https://a.example/${"x".repeat(1_983)}`, false],
  ] as const)
    it(`${text.slice(0, 40)} (${text.length}) ${expected ? "can be followed" : "is none"}`, () =>
      assert.equal(webUrl(text), expected ? text : null));
});

describe("keys of several names", () => {
  it("are the names with the separator between them", () => {
    assert.equal(joinKey(["web-01", "disk /"], "!"), "web-01!disk /");
    assert.equal(joinKey(["web-01"], "!"), "web-01");
  });

  it("differ wherever the names differ", () => {
    const lists = [["a!b"], ["a", "b"], ["a\\", "b"], ["a\\!b"], ["a", "!b"], ["a!", "b"], ["a!b", "c"], ["a", "b!c"]];
    assert.equal(new Set(lists.map((parts) => joinKey(parts, "!"))).size, lists.length);
    assert.equal(joinKey(["main", "web-01", "Filesystem /var"], "/"), "main/web-01/Filesystem /var");
  });

  it("stay within five hundred characters, and apart", () => {
    const long = (end: string) => joinKey(["x".repeat(499 - end.length), end], "/");
    assert.equal(long("a").length, 500);
    assert.doesNotMatch(long("a"), /#/);
    const longer = ["a", "b"].map((end) => joinKey(["x".repeat(600), end], "/"));
    assert.ok(longer.every((key) => key.length <= 500));
    assert.notEqual(longer[0], longer[1]);
  });
});
