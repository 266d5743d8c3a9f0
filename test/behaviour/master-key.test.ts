import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import type { HubClient } from "../../server/cli/client.ts";
import { deliverBody } from "../../server/demo/world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

async function addMonitor(api: HubClient): Promise<string> {
  const secrets = { bearerToken: "test-token-not-secret" };
  const added = await api.post("/connections", { name: "alerts", connector: "alertmanager", secrets });
  return new URL((added as { hookUrl: string }).hookUrl).pathname;
}

it("a master key that takes the place of another opens the secrets of every tenant; without it no hub starts", async (context) => {
  const world = await openDeskWorld(context, {});
  await world.api.post("/tenants", { name: "Other MSP" });
  const hooks = [await addMonitor(world.api), await addMonitor(await world.asTenant("Other MSP"))];
  const file = path.join(world.config.dataDir, "master-key");
  const old = await readFile(file, "utf8");
  const young = `young:${randomBytes(32).toString("base64")}\n`;
  await writeFile(file, `${young}${old}`);
  assert.deepEqual(await world.api.post("/keys/rewrap"), { key: "young", sealed: 2 });
  await writeFile(file, old);
  await assert.rejects(world.restart(), /sealed with another master key.*"young" is needed.*Put that key back/s);
  await world.restart(() => writeFile(file, young));
  for (const hook of hooks) assert.equal(await deliverBody(world.hub.url + hook, '{"version":"4","alerts":[]}'), 202);
});
