import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { zstdDecompressSync } from "node:zlib";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { readBackupAge } from "../../server/db/backup-runs.ts";
import { backUpWhenDue } from "../../server/operations/scheduled-backups.ts";
import { checkBackup, takeBackup } from "../../server/operations/backup.ts";
import { restoreBackup } from "../../server/operations/restore-backup.ts";
import { digestTables } from "../support/digest-tables.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
import { runCommandLine } from "../support/command-line.ts";

let world: DeskWorld;
let folder = "";
const closers: (() => Promise<void>)[] = [];
const secret = `canary-${randomBytes(12).toString("hex")}`;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-backup-"));
  const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  world = await openDeskWorld(
    { after: (run) => void closers.unshift(run) },
    { psa: { connector: "autotask", desk } },
    { environment: { INTERDESK_LOG_LEVEL: "silent" } },
  );
  await world.api.post("/connections", {
    name: "alerts",
    connector: "alertmanager",
    secrets: { bearerToken: secret },
    defaultClient: "Acme",
  });
  await desk.technician.createTicket({ title: "A ticket\twith a tab\nand a line \\ end", priority: "High" });
  await world.readNow();
  await world.agreed(1, 1);
});
after(async () => {
  for (const close of closers) await close();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);

function unpacksTo(packed: Buffer, content: Buffer): boolean {
  try {
    return zstdDecompressSync(packed).equals(content);
  } catch {
    return false;
  }
}

describe("a backup", () => {
  it("is taken while the hub runs, is whole, and is never written over", async () => {
    await takeBackup(world.database.app, at("one.backup"));
    const { header, totals } = await checkBackup(at("one.backup"));
    assert.equal(totals.get("ticket")?.rows, 1);
    assert.deepEqual(header.keys, ["k1"]);
    assert.equal((await stat(at("one.backup"))).mode & 0o777, 0o600);
    await assert.rejects(takeBackup(world.database.app, at("one.backup")), /exists already/);
    assert.deepEqual(await readdir(folder), ["one.backup"]);
  });

  it("holds no master key, no admin token and no secret", async () => {
    const text = zstdDecompressSync(await readFile(at("one.backup")));
    const keys = await Promise.all(
      ["master-key", "admin-token"].map((name) => readFile(path.join(world.config.dataDir, name), "utf8")),
    );
    const words = [secret, ...keys.flatMap((key) => key.trim().split(":"))].filter((word) => word.length > 8);
    assert.ok(words.length >= 3);
    for (const word of words)
      for (const form of [word, Buffer.from(word).toString("hex"), Buffer.from(word).toString("base64")])
        assert.equal(text.includes(form), false);
  });

  it("is found to be damaged, wherever it is", async () => {
    const bytes = await readFile(at("one.backup"));
    const content = zstdDecompressSync(bytes);
    for (let round = 0; round < 40; round += 1) {
      const place = Math.floor((bytes.length * (round + 0.5)) / 40);
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 0x10;
      await writeFile(at("changed"), changed);
      // About one bit in 1,400 may say either: there, a repeat that points at another place with the same bytes unpacks to the same.
      if (!unpacksTo(changed, content))
        await assert.rejects(checkBackup(at("changed")), /damaged|no backup/, `byte ${place}`);
      await writeFile(at("cut"), bytes.subarray(0, place));
      await assert.rejects(checkBackup(at("cut")), /damaged|no backup/, `cut at ${place}`);
    }
    await assert.rejects(checkBackup(at("nothing")), /cannot be read/);
  });

  it("goes into an embedded database elsewhere, row for row, after which the audit is whole", async () => {
    const dataDir = at("elsewhere");
    const config = { ...world.config, databaseUrl: undefined, dataDir };
    await assert.rejects(
      restoreBackup(config, at("one.backup"), { replace: false }),
      /master key "k1" is needed.*Nothing was changed/,
    );
    await mkdir(dataDir, { recursive: true });
    await writeFile(path.join(dataDir, "master-key"), `k1:${randomBytes(32).toString("base64")}\n`);
    await assert.rejects(
      restoreBackup(config, at("one.backup"), { replace: false }),
      /another one than the one.*Nothing was changed/s,
    );
    await writeFile(
      path.join(dataDir, "master-key"),
      await readFile(path.join(world.config.dataDir, "master-key"), "utf8"),
    );
    const { audits, epoch } = await restoreBackup(config, at("one.backup"), { replace: false });
    assert.equal(epoch, 2);
    assert.deepEqual(
      audits.map(({ verdict }) => verdict.ok),
      [true],
    );
    await assert.rejects(restoreBackup(config, at("one.backup"), { replace: false }), /not empty.*--replace/);
    const once = await restoreBackup(config, at("one.backup"), { replace: true });
    assert.equal(once.epoch, 3);
  });

  it("brings back every row as it was", async () => {
    await world.restart(async () => {
      const before = await digestTables(world.database.admin);
      await takeBackup(world.database.app, at("quiet.backup"));
      const config = { ...world.config, databaseAdminUrl: world.database.adminUrl };
      await assert.rejects(restoreBackup(config, at("quiet.backup"), { replace: false }), /not empty/);
      await restoreBackup(config, at("quiet.backup"), { replace: true });
      const back = await digestTables(world.database.admin);
      // What a restore itself writes down.
      for (const own of ["audit", "audit_seal", "audit_unsealed", "connection_run", "convalescence"])
        for (const digests of [before, back]) digests.delete(own);
      assert.deepEqual(back, before);
    });
    await assert.rejects(
      restoreBackup(world.config, at("quiet.backup"), { replace: true }),
      /An Interdesk is running on this database/,
    );
  });

  it("is taken by the clock, checked, and thinned out; its age is told", async () => {
    const kept = at("kept");
    const settings = { folder: kept, everyHours: 1, keep: 2 };
    const { hub } = world.hub;
    let hours = 0;
    const clock = { now: () => new Date(Date.UTC(2026, 10, 1, hours)) };
    const deps = { hub: { ...hub, world: { ...hub.world, clock } }, app: world.database.app, settings };
    const [tenant] = (await world.api.get("/tenants")) as { id: string }[];
    const ownTenant = (tenant?.id ?? "") as Parameters<typeof backUpWhenDue>[0]["ownTenant"];
    for (hours = 0; hours < 4; hours += 1) {
      assert.equal(await backUpWhenDue({ ...deps, ownTenant }), "taken");
      assert.equal(await backUpWhenDue({ ...deps, ownTenant }), "notDue");
      await world.hub.hub.db
        .updateTable("backup_run" as never)
        .set({ started_at: new Date(Date.now() - 3_600_000) } as never)
        .execute();
    }
    assert.deepEqual((await readdir(kept)).toSorted(), [
      "interdesk-20261101T020000Z.backup",
      "interdesk-20261101T030000Z.backup",
    ]);
    assert.ok(((await readBackupAge(hub.db)).ageMs ?? 0) >= 3_600_000);
  });
});

describe("the command line", () => {
  it("takes and checks a backup beside the hub, and says what is wrong in words", async () => {
    const environment = { INTERDESK_DATA: world.config.dataDir, DATABASE_URL: world.database.url };
    const taken = await runCommandLine(["backup", at("cli.backup")], environment);
    assert.equal(taken.code, 0, taken.err);
    assert.match(taken.out, /cli\.backup: \d+ rows of \d+ tables.*\n.*master key is not in it/);
    const checked = await runCommandLine(["backup", "--check", at("cli.backup")], environment);
    assert.match(checked.out, /✓ .*cli\.backup is whole.*Master keys that it needs: k1/s);
    const refused = await runCommandLine(["restore", at("cli.backup")], environment);
    assert.deepEqual([refused.code, /running on this database/.test(refused.err)], [1, true], refused.err);
  });
});
