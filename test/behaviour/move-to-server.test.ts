import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { connectHub } from "../../server/cli/client.ts";
import { loadConfig } from "../../server/config/config.ts";
import { startEmbedded } from "../../server/db/embedded/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { connectDesk } from "../../server/demo/world.ts";
import { startInterdesk } from "../../server/main.ts";
import { moveToServer } from "../../server/operations/move-to-server.ts";
import { createTestDatabase } from "../support/database.ts";
import { digestTables } from "../support/digest-tables.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { askReadiness } from "../support/readiness.ts";

it("a hub moves from the embedded database to a server, row for row, and goes on there", async (context) => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-move-"));
  const desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const server = await createTestDatabase();
  const closers: (() => Promise<void>)[] = [];
  context.after(async () => {
    for (const close of closers) await close();
    await desk.close();
    await server.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const settings = {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_LOG_LEVEL: "silent",
    INTERDESK_ALLOWED_PRIVATE: desk.address,
  };
  const load = (more: Record<string, string>) => loadConfig(path.join(dataDir, "none.yaml"), { ...settings, ...more });
  const ticketIsThere = (title: string) =>
    awaitUntil(title, async () => (desk.tickets().some((one) => one.title.includes(title)) ? true : undefined));
  const hub = await startInterdesk(await load({}));
  const { hookUrl } = await connectDesk(await connectHub(dataDir), desk);
  await deliverAlerts(hookUrl, [{ alertname: "Before", client: "acme-dental", severity: "critical" }]).catch(() => "");
  const moving = { DATABASE_URL: server.url, DATABASE_ADMIN_URL: server.adminUrl };
  await assert.rejects(
    moveToServer(await load(moving), () => {}),
    /Another Interdesk/,
  );
  await hub.stop();
  const before = await digestEmbedded(dataDir);
  const { audits } = await moveToServer(await load(moving), () => {});
  assert.deepEqual(
    audits.map(({ verdict }) => verdict.ok),
    [true],
  );
  const there = await digestTables(server.admin);
  // The move itself is told in the audit.
  for (const own of ["audit", "audit_seal", "audit_unsealed"])
    for (const digests of [before, there]) digests.delete(own);
  assert.deepEqual(there, before);
  await assert.rejects(
    moveToServer(await load(moving), () => {}),
    /not empty/,
  );

  const held = await startInterdesk(await load({}));
  const ready = await askReadiness(held.url, dataDir);
  await held.stop();
  assert.equal(ready.held, true);
  const moved = await startInterdesk(await load({ DATABASE_URL: server.url }));
  closers.push(moved.stop);
  const hook = moved.url + new URL(hookUrl).pathname;
  await deliverAlerts(hook, [{ alertname: "After", client: "acme-dental", severity: "critical" }]).catch(() => "");
  await ticketIsThere("After");
});

async function digestEmbedded(dataDir: string): Promise<Map<string, string>> {
  const embedded = await startEmbedded({ dataDir });
  try {
    return await digestTables(embedded.admin);
  } finally {
    await embedded.stop();
  }
}
