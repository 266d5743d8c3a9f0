import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { after, describe, it } from "node:test";
import { loadKeyring, parseKeyring } from "./keyring.ts";

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
  it("never says one thing twice: nonces differ, so equal secrets look different", () => {
    const ring = parseKeyring(line("k1"));
    const sealed = new Set(Array.from({ length: 1_000 }, () => ring.seal(Buffer.from("secret"), "c")));
    assert.equal(sealed.size, 1_000);
    for (const text of sealed) assert.match(text, /^v1\.k1\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
  });
  it("refuses a short tag, a missing part and another version", () => {
    const ring = parseKeyring(line("k1"));
    const parts = ring.seal(Buffer.from("secret"), "c").split(".");
    const short = [
      ...parts.slice(0, 4),
      Buffer.from(parts[4] ?? "", "base64url")
        .subarray(0, 4)
        .toString("base64url"),
    ];
    for (const wrong of [short, parts.slice(0, 4), ["v2", ...parts.slice(1)], []])
      assert.throws(() => ring.open(wrong.join("."), "c"));
  });
  it("takes keys in one spelling only, and each id once", () => {
    const good = line("k1");
    for (const [wrong, words] of [
      [good.slice(0, -1), /line 1/],
      [`${good}x`, /line 1/],
      [good.replace(":", ": "), /line 1/],
      [`k1:${"-".repeat(43)}=`, /line 1/],
      [`:${good.slice(3)}`, /line 1/],
      [`${good}\n\n${line("k1")}`, /line 3: the id "k1" is there twice/],
    ] as const)
      assert.throws(() => parseKeyring(wrong), words);
    assert.equal(parseKeyring(`\r\n ${good} \r\n`).firstId, "k1");
  });
});

describe("the key file", async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), "interdesk-keys-"));
  after(() => rm(home, { recursive: true }));
  const folder = async (name: string) => {
    await mkdir(path.join(home, name));
    return path.join(home, name);
  };

  it("is made at first start, for its owner only, and used ever after", async () => {
    const dir = await folder("first");
    const sealed = (await loadKeyring(dir, undefined)).seal(Buffer.from("secret"), "c");
    assert.equal((await loadKeyring(dir, undefined)).open(sealed, "c").toString(), "secret");
    assert.deepEqual(await readdir(dir), ["master-key"]);
    if (process.platform !== "win32") assert.equal((await stat(path.join(dir, "master-key"))).mode & 0o777, 0o600);
  });
  it("is one, though twenty processes start at once", async () => {
    const dir = await folder("race");
    const rings = await Promise.all(Array.from({ length: 20 }, () => loadKeyring(dir, undefined)));
    const sealed = rings.map((ring) => ring.seal(Buffer.from("secret"), "c"));
    for (const ring of rings) for (const text of sealed) assert.equal(ring.open(text, "c").toString(), "secret");
    assert.deepEqual(await readdir(dir), ["master-key"]);
  });
  it("is never made over one that cannot be read or understood", async () => {
    const dir = await folder("broken");
    const file = path.join(dir, "master-key");
    for (const text of ["", "k1:short\n"]) {
      await writeFile(file, text);
      await assert.rejects(loadKeyring(dir, undefined), /master key/);
      assert.equal(await readFile(file, "utf8"), text);
    }
    await rm(file);
    await mkdir(file);
    await assert.rejects(loadKeyring(dir, undefined), /master-key cannot be read/);
  });
  it("may be elsewhere; then it must be there", async () => {
    const dir = await folder("elsewhere");
    const file = path.join(dir, "mounted");
    await writeFile(file, `${line("mounted")}\n`);
    assert.equal((await loadKeyring(dir, `file:${file}`)).firstId, "mounted");
    await assert.rejects(loadKeyring(dir, `file:${file}-not`), /mounted-not does not exist/);
    assert.deepEqual(await readdir(dir), ["mounted"]);
  });
});
