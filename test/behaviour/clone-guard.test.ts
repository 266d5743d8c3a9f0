import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { sql } from "kysely";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { connectHub } from "../../server/cli/client.ts";
import { loadConfig } from "../../server/config/config.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { startInterdesk } from "../../server/main.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { runCommandLine } from "../support/command-line.ts";
import { cloneTestDatabase } from "../support/database.ts";
import { openDeskWorld } from "../support/desk-world.ts";
import { askReadiness } from "../support/readiness.ts";

type Context = { after(run: () => Promise<void>): void };

/** What was opened last is closed first. */
function closeInTurn(context: Context): Context {
  const closers: (() => Promise<void>)[] = [];
  context.after(async () => {
    for (const close of closers.toReversed()) await close();
  });
  return { after: (run) => void closers.push(run) };
}
type InstanceView = { id: string; held: string | null };

async function newFolder(context: Context): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-clone-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const copyFolder = (from: string, to: string) => promisify(execFile)("cp", ["-a", `${from}/.`, to]);

/** A hub with a desk, and a copy of its database and data folder that is started while the original runs. */
async function openCopied(context: Context) {
  const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(context, { psa: { connector: "autotask", desk } });
  const { hookUrl } = (await world.api.post("/connections", {
    name: "alerts",
    connector: "alertmanager",
    secrets: { bearerToken: "test-token-not-secret" },
    defaultClient: desk.clients[0]?.name,
  })) as { hookUrl: string };
  const dataDir = await newFolder(context);
  const found: { url?: string } = {};
  await world.restart(async () => {
    const clone = await cloneTestDatabase(world.database);
    context.after(clone.drop);
    found.url = clone.url;
    await copyFolder(world.config.dataDir, dataDir);
  });
  const http = { ...world.config.http, port: 0 };
  const config = { ...world.config, http, dataDir, ...(found.url === undefined ? {} : { databaseUrl: found.url }) };
  const copy = await startInterdesk(config);
  context.after(copy.stop);
  const api = await connectHub(dataDir);
  return { world, desk, copy, api, config, hookUrl: copy.url + new URL(hookUrl).pathname };
}

describe("a copy that is started beside its original", () => {
  it("takes deliveries and does nothing else, until somebody says that the original is gone", async (context) => {
    const { world, desk, copy, api, config, hookUrl } = await openCopied(closeInTurn(context));
    assert.deepEqual(await askReadiness(copy.url, config.dataDir), {
      ...(await askReadiness(copy.url, config.dataDir)),
      ready: true,
      held: true,
    });
    assert.equal((await askReadiness(world.hub.url, world.config.dataDir)).held, false);
    const before = desk.ledger().length;
    await deliverAlerts(hookUrl, [{ alertname: "Down", severity: "critical" }]);
    const shown = await runCommandLine(["instance", "show"], { INTERDESK_DATA: config.dataDir });
    assert.equal(shown.code, 1);
    assert.match(shown.out, /✗ This hub is held.*instance adopt.*instance new/s);
    const working = await sql`select name from hub_node where seen_at > now() - interval '1 minute'`.execute(
      copy.hub.db,
    );
    assert.deepEqual(working.rows, [], "nobody works there");
    assert.equal(desk.ledger().length, before);
    assert.deepEqual(desk.tickets(), []);
    const { held } = (await api.post("/instance/adopt")) as InstanceView;
    assert.equal(held, null);
    await awaitUntil("the ticket of what was taken meanwhile", async () =>
      desk.tickets().some(({ title }) => title.includes("Down")) ? true : undefined,
    );
    assert.equal((await askReadiness(copy.url, config.dataDir)).held, false);
    const { entries } = (await api.get("/audit?action=instance.adopt")) as { entries: unknown[] };
    assert.equal(entries.length, 1);
  });

  it("goes on as another installation, with every connection paused", async (context) => {
    const { world, copy, api, config } = await openCopied(closeInTurn(context));
    const original = (await world.api.get("/instance")) as InstanceView;
    const { id, held } = (await api.post("/instance/new")) as InstanceView;
    assert.notEqual(id, original.id);
    assert.equal(held, null);
    await awaitUntil("it to work", async () =>
      (await askReadiness(copy.url, config.dataDir)).held ? undefined : true,
    );
    const listed = (await api.get("/connections")) as { mode: string }[];
    assert.deepEqual([...new Set(listed.map(({ mode }) => mode))], ["parked"]);
    const there = (await world.api.get("/connections")) as { mode: string }[];
    assert.deepEqual([...new Set(there.map(({ mode }) => mode))], ["live"]);
    const { entries } = (await api.get("/audit?action=instance.new")) as { entries: unknown[] };
    assert.equal(entries.length, 1);
  });

  it("is known by its folder where the database is the embedded one", async (test) => {
    const context = closeInTurn(test);
    const [first, second] = [await newFolder(context), await newFolder(context)];
    const open = async (dataDir: string) => {
      const none = path.join(dataDir, "interdesk.yaml");
      const settings = { INTERDESK_DATA: dataDir, INTERDESK_PORT: "0", INTERDESK_LOG_LEVEL: "silent" };
      return startInterdesk(await loadConfig(none, settings));
    };
    const hub = await open(first);
    await hub.stop();
    await copyFolder(first, second);
    const [again, copy] = [await open(first), await open(second)];
    context.after(again.stop);
    context.after(copy.stop);
    const told = [await askReadiness(again.url, first), await askReadiness(copy.url, second)];
    assert.deepEqual(
      told.map(({ held }) => held),
      [false, true],
    );
  });
});
