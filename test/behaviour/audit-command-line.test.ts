import assert from "node:assert/strict";
import { createHmac, createPublicKey, verify } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import canonicalize from "canonicalize";
import { awaitUntil } from "../../server/demo/world.ts";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { useCommandLine } from "../support/command-line.ts";

const line = useCommandLine();
const audit = (...args: string[]) => line.interdesk(["audit", ...args]);

interface Listed {
  entries: { id: string; sequence: number | null; action: string; at: string; detail: unknown }[];
  next: string | null;
}
const list = async (query = "") => (await line.hub.api.get(`/audit?${query}`)) as Listed;
const allSealed = () =>
  awaitUntil("all rows sealed", async () =>
    (await list()).entries.every(({ sequence }) => sequence !== null) ? true : undefined,
  );

interface Exported {
  sequence: number;
  previous: string | null;
  hash: string;
  row: { action: string };
}
const readLines = (text: string) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((one) => JSON.parse(one) as Exported);

describe("the audit on the command line", () => {
  it("teaches what is there while nothing was done", async () => {
    assert.equal((await audit("list")).out, "Nothing has been done yet.\n");
    const { code, out } = await audit("verify");
    assert.equal(code, 0);
    assert.match(
      out,
      /^✓ The audit is whole: 0 rows in .*\n {2}Compared with no anchors: .*audit-anchors\.jsonl has none/,
    );
  });

  it("is listed newest first, by filters, page by page", async () => {
    for (const name of ["one", "two", "three"])
      await line.hub.api.post("/connections", {
        name,
        connector: "alertmanager",
        secrets: { bearerToken: "0123456789abcdef" },
      });
    await line.hub.api.post("/maintenance", {
      reason: "Patch night",
      resource: "srv-1",
      endsAt: "2099-01-01T00:00:00Z",
    });
    await allSealed();
    const { out } = await audit("list", "--action", "connection.*", "--limit", "2");
    const [head, first, second, more] = out.split("\n");
    assert.match(head ?? "", /^sequence +at +actor +action +object +detail$/);
    assert.match(first ?? "", /^4 .*admin +connection\.add .*"name": ?"three"/);
    assert.match(second ?? "", /^3 .*"name": ?"two"/);
    const before = /^More: add --before ([\da-f-]{36})$/.exec(more ?? "")?.[1] ?? assert.fail(out);
    const rest = await audit("list", "--action", "connection.*", "--limit", "2", "--before", before);
    assert.match(rest.out, /"name": ?"one"/);
    assert.doesNotMatch(rest.out, /two|More:/);
    assert.match((await audit("list", "--action", "maintenance.add")).out, /Patch night/);
    const ofTwo = (await audit("list", "--object", "two")).out.trim().split("\n");
    assert.equal(ofTwo.length, 2);
    assert.match(ofTwo[1] ?? "", /admin +connection\.add +two /);
    assert.equal((await audit("list", "--since", "2099-01-01")).out, "Nothing matches.\n");
    assert.match((await audit("list", "--since", "yesterday")).err, /since: "yesterday" is no date; expected/);
  });

  it("is exported so that others verify it with the tenant's key, and is noted in it", async () => {
    const file = path.join(line.dataDir, "export.jsonl");
    assert.equal((await audit("export", "--out", file)).out, `Written to ${file}.\n`);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const lines = readLines(await readFile(file, "utf8"));
    assert.deepEqual(
      lines.map(({ sequence }) => sequence),
      [1, 2, 3, 4, 5],
    );
    const key = Buffer.from(/base64\): (\S+)/.exec((await audit("keys")).out)?.[1] ?? "", "base64");
    let previous = "00".repeat(32);
    for (const one of lines) {
      assert.equal(one.previous ?? "00".repeat(32), previous);
      const hash = createHmac("sha256", key)
        .update(Buffer.from(previous, "hex"))
        .update(canonicalize(one.row) ?? "");
      assert.equal(hash.digest("hex"), one.hash);
      previous = one.hash;
    }
    await allSealed();
    const some = readLines((await audit("export", "--action", "audit.*")).out);
    assert.deepEqual(
      some.map(({ row }) => row.action),
      ["audit.verify", "audit.export", "audit.keys"],
    );
    const ofTwo = readLines((await audit("export", "--object", "two", "--actor", "admin")).out);
    assert.deepEqual(
      ofTwo.map(({ row }) => row.action),
      ["connection.add"],
    );
  });

  it("is verified, and its head is signed beside the database", async () => {
    await allSealed();
    const { code, out } = await audit("verify");
    assert.deepEqual(
      [code, /^✓ The audit is whole: (\d+) rows in [\d.]+ s, up to \1 \([\da-f]{64}\)/.test(out)],
      [0, true],
      out,
    );
    const text = await readFile(path.join(line.dataDir, "audit-anchors.jsonl"), "utf8");
    const pem = /-----BEGIN[^]*-----END PUBLIC KEY-----/.exec((await audit("keys")).out)?.[0] ?? "";
    const { signature, ...anchor } = JSON.parse(text.trim().split("\n").at(-1) ?? "") as Record<string, string>;
    const signed = Buffer.from(canonicalize(anchor) ?? "");
    assert.equal(verify(null, signed, createPublicKey(pem), Buffer.from(signature ?? "", "base64url")), true);
    assert.ok(out.includes(String(anchor["hash"])));
  });

  it("says which place is the first wrong one, what is wrong and what to do, and ends with 1", async () => {
    await allSealed();
    const statement = `begin; set local session_replication_role = replica;
      update audit set detail = '{"name": "harmless"}' where id = (select audit_id from audit_seal where sequence = 3); commit`;
    await askDatabase(line.database, statement);
    const { code, out } = await audit("verify");
    assert.equal(code, 1);
    assert.match(out, /^✗ The audit is not whole: 1 problem in /);
    assert.match(out, /\n {2}at 3: Row [\da-f-]{36} of \S+ \(connection\.add by admin\) is not as it was/);
    assert.match(out, /\nFirst wrong place: 3\. Keep a copy of the database/);
    const verdict = JSON.parse((await audit("verify", "--json")).out) as { ok: boolean; problems: { kind: string }[] };
    assert.deepEqual([verdict.ok, verdict.problems.map(({ kind }) => kind)], [false, ["changed"]]);
    assert.match((await audit("list", "--action", "audit.verify", "--limit", "1")).out, /"ok": ?false/);
  });
});
