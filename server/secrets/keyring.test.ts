import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { describe, it } from "node:test";
import { parseKeyring } from "./keyring.ts";

const line = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

describe("the key ring", () => {
  it("opens what it sealed, in the same context only", () => {
    const ring = parseKeyring(line("k1"));
    const sealed = ring.seal(Buffer.from("secret"), "tenant|connection|field|1");
    assert.equal(ring.open(sealed, "tenant|connection|field|1").toString(), "secret");
    for (const other of [
      "tenant2|connection|field|1",
      "tenant|connection2|field|1",
      "tenant|connection|field2|1",
      "tenant|connection|field|2",
    ]) {
      assert.throws(() => ring.open(sealed, other), /does not belong/);
    }
  });
  it("seals with the first key and opens with all, so that a key can be changed", () => {
    const [old, young] = [line("old"), line("young")];
    const sealed = parseKeyring(old).seal(Buffer.from("secret"), "c");
    const both = parseKeyring(`${young}\n${old}`);
    assert.equal(both.open(sealed, "c").toString(), "secret");
    assert.match(both.seal(Buffer.from("secret"), "c"), /^v1\.young\./);
    assert.throws(() => parseKeyring(young).open(sealed, "c"), /master key "old" is needed/);
  });
  it("refuses a changed ciphertext", () => {
    const ring = parseKeyring(line("k1"));
    const parts = ring.seal(Buffer.from("secret"), "c").split(".");
    const text = Buffer.from(parts[3] ?? "", "base64url");
    text[0] = (text[0] ?? 0) ^ 1;
    parts[3] = text.toString("base64url");
    assert.throws(() => ring.open(parts.join("."), "c"));
  });
  it("names the line of a wrong key, never the key", () => {
    const wrong = `${line("k1")}\nk2:c2hvcnQ=`;
    assert.throws(
      () => parseKeyring(wrong),
      (error: Error) => error.message.includes("line 2") && !inspect(error).includes("c2hvcnQ"),
    );
    assert.throws(() => parseKeyring(""), /empty/);
  });
});
