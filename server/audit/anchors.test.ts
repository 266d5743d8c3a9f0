import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { TenantId } from "../../schemas/ids.ts";
import { idSource } from "../ids.ts";
import { openAnchorFile } from "./anchors.ts";

describe("the file of anchors", async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), "interdesk-anchors-"));
  after(() => rm(home, { recursive: true }));
  let files = 0;
  const open = () => openAnchorFile(path.join(home, `${++files}.jsonl`));
  const keys = generateKeyPairSync("ed25519");
  const [tenant, another] = [TenantId.parse(idSource.next()), TenantId.parse(idSource.next())];
  const now = new Date("2026-11-28T18:00:00.000Z");
  const head = (sequence: number) => ({ sequence, hash: Buffer.alloc(32, sequence) });

  it("says of each tenant what was seen, and nothing where there is none", async () => {
    const file = open();
    assert.equal((await file.read(tenant, keys.publicKey)).count, 0);
    await file.append(tenant, head(1), now, keys.privateKey);
    await file.append(another, head(7), now, keys.privateKey);
    await file.append(tenant, head(2), now, keys.privateKey);
    const read = await file.read(tenant, keys.publicKey);
    assert.deepEqual(
      [...read.bySequence],
      [1, 2].map((n) => [n, [{ hash: `0${n}`.repeat(32), at: now.toISOString() }]]),
    );
    assert.deepEqual([read.count, read.unreadable, read.forged], [2, [], []]);
  });

  it("knows its own signatures: what was edited, or signed by others, is told by its line", async () => {
    const file = open();
    for (const sequence of [1, 2, 3]) await file.append(tenant, head(sequence), now, keys.privateKey);
    const text = await readFile(file.path, "utf8");
    await writeFile(file.path, text.replace('"sequence":2', '"sequence":9'));
    await file.append(tenant, head(4), now, generateKeyPairSync("ed25519").privateKey);
    const read = await file.read(tenant, keys.publicKey);
    assert.deepEqual(
      [read.forged, [...read.bySequence.keys()]],
      [
        [2, 4],
        [1, 3],
      ],
    );
  });

  it("goes on after a line that a power cut tore", async () => {
    const file = open();
    await file.append(tenant, head(1), now, keys.privateKey);
    await appendFile(file.path, '{"tenant":"');
    await file.append(tenant, head(2), now, keys.privateKey);
    const read = await file.read(tenant, keys.publicKey);
    assert.deepEqual([[...read.bySequence.keys()], read.unreadable, read.forged], [[1, 2], [2], []]);
  });

  it("keeps each line whole though many are added at once", async () => {
    const file = open();
    const lines = Array.from({ length: 200 }, (_, index) => head((index % 250) + 1));
    await Promise.all(lines.map((one) => file.append(tenant, one, now, keys.privateKey)));
    const read = await file.read(tenant, keys.publicKey);
    assert.deepEqual([read.count, read.unreadable], [200, []]);
  });

  it("has signatures that anybody verifies with the public key", async () => {
    const { verify, createPublicKey } = await import("node:crypto");
    const file = open();
    await file.append(tenant, { sequence: 5, hash: randomBytes(32) }, now, keys.privateKey);
    const { signature, ...seen } = JSON.parse(await readFile(file.path, "utf8")) as Record<string, string>;
    const sorted = JSON.stringify(Object.fromEntries(Object.entries(seen).toSorted(([a], [b]) => (a < b ? -1 : 1))));
    const pem = keys.publicKey.export({ format: "pem", type: "spki" });
    assert.equal(
      verify(null, Buffer.from(sorted), createPublicKey(pem), Buffer.from(signature ?? "", "base64url")),
      true,
    );
  });
});
