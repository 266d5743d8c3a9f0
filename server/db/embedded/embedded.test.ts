import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { Client } from "pg";
import { startEmbedded } from "./index.ts";
import { isAlive, readPostmaster } from "./postmaster.ts";

let dataDir = "";
before(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-embedded-"));
});
after(() => rm(dataDir, { recursive: true, force: true }));

describe("the embedded PostgreSQL", () => {
  it("starts in a folder of its own, refuses a second hub by name, and takes over one that was left behind", async () => {
    const first = await startEmbedded({ dataDir, durable: false });
    assert.equal(first.adopted, false);
    await assert.rejects(
      startEmbedded({ dataDir, durable: false }),
      new RegExp(`process ${process.pid}.*INTERDESK_DATA`),
    );
    const client = new Client(first.admin);
    await client.connect();
    await client.query("create table kept (id int)");
    await client.end();
    // What a killed hub leaves: its PostgreSQL running, and a lock of a process that is no more.
    await writeFile(path.join(dataDir, "hub.lock"), JSON.stringify({ pid: process.pid, startTicks: "0" }));
    const second = await startEmbedded({ dataDir, durable: false });
    assert.equal(second.adopted, true);
    const again = new Client(second.admin);
    await again.connect();
    assert.equal((await again.query("select * from kept")).rowCount, 0);
    await again.end();
    const running = await readPostmaster(path.join(dataDir, "postgres"));
    await second.stop();
    assert.equal(running && isAlive(running.pid), false);
  });

  it("starts again after its pid file was left by a process that is gone", async () => {
    await writeFile(
      path.join(dataDir, "postgres", "postmaster.pid"),
      `${process.pid}\n/nowhere\n0\n5432\n/nowhere\n\n\nready\n`,
    );
    const started = await startEmbedded({ dataDir, durable: false });
    assert.equal(started.adopted, false);
    await started.stop();
  });

  it("refuses a folder of another major version with the steps", async () => {
    const other = await mkdtemp(path.join(os.tmpdir(), "interdesk-major-"));
    await import("node:fs/promises").then(({ mkdir }) => mkdir(path.join(other, "postgres")));
    await writeFile(path.join(other, "postgres", "PG_VERSION"), "17\n");
    await assert.rejects(startEmbedded({ dataDir: other }), /PostgreSQL 17.*carries 18.*backup/s);
    await rm(other, { recursive: true });
  });
});
