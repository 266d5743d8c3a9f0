import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readCsv } from "./read-csv.ts";

describe("tables", () => {
  for (const [sentence, text, rows] of [
    ["parted by commas", "a,b\n1,2\n", [{ a: "1", b: "2" }]],
    ["parted by semicolons, with commas inside", "a;b\n1,5;2\n", [{ a: "1,5", b: "2" }]],
    ["parted by tabs", "a\tb\n1\t2", [{ a: "1", b: "2" }]],
    ["with quotes and line ends inside", 'a,b\r\n"x ""y""\nz",2\r\n', [{ a: 'x "y"\nz', b: "2" }]],
    ["with a byte order mark, and names in capitals with blanks around", "\ufeff A , B\n1,2\n", [{ a: "1", b: "2" }]],
    ["with empty lines and rows that end early", "a,b\n\n1\n", [{ a: "1" }]],
    ["without rows", "a,b\n", []],
  ] as const)
    it(sentence, () => assert.deepEqual(readCsv(text), { ok: true, value: rows }));

  for (const [sentence, text] of [
    ["a quote that never ends", 'a,b\n"1,2\n'],
    ["a row that is longer than the header", "a,b\n1,2,3\n"],
  ] as const)
    it(`say what is wrong with ${sentence}`, () => {
      const read = readCsv(text);
      assert.match(read.ok ? "" : read.error.detail, /no CSV: .*\p{L}{3}/u);
    });
});
