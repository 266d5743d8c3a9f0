import assert from "node:assert/strict";
import { it } from "node:test";
import { cutBytes } from "./cut-bytes.ts";

for (const letter of ["a", "ä", "漢", "😀"])
  it(`a text of ${letter} is cut at whole characters, at each length`, () => {
    const text = letter.repeat(40);
    for (let most = 4; most <= 200; most++) {
      const cut = cutBytes(text, most);
      assert.ok(Buffer.byteLength(cut) <= most);
      assert.equal(cut.isWellFormed(), true);
      assert.ok(!cut.includes("\ufffd"));
      if (Buffer.byteLength(text) <= most) assert.equal(cut, text);
      else assert.ok(Buffer.byteLength(cut) > most - 4 && cut.endsWith("…"), `${most}: ${cut}`);
    }
  });
