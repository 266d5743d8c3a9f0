import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { HubClient } from "../../../server/cli/client.ts";
import { openDeskWorld } from "../../support/desk-world.ts";
import { type HubProcess, startHubProcess } from "../../support/hub-process.ts";
import { defineScenario } from "../scenario.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { type EdgeWorld, openEdge } from "../tools/edge-world.ts";
import { dumpDatabase, findSecrets, readOwn } from "../tools/look-for-secrets.ts";
import { inParallel } from "../tools/parallel.ts";

const newSecret = () => randomBytes(24).toString("base64url");

interface Monitor {
  id: string;
  /** Without the hub's own address, which may change. */
  hook: string;
  bearerToken: string;
}

async function addMonitor(api: HubClient, name: string): Promise<Monitor> {
  const bearerToken = newSecret();
  const added = await api.post("/connections", { name, connector: "alertmanager", secrets: { bearerToken } });
  const { id, hookUrl } = added as { id: string; hookUrl: string };
  return { id, hook: new URL(hookUrl).pathname, bearerToken };
}

/** The status that a sender with this token is answered. */
async function knock(url: string, bearerToken: string): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${bearerToken}` };
  const answer = await fetch(url, { method: "POST", headers, body: '{"version":"4","alerts":[]}' }).catch(
    () => undefined,
  );
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}

/** Ways to move a ciphertext to where it does not belong; $1 is where it goes, $2 where it comes from. */
const moves: Readonly<Record<string, string>> = {
  "another tenant, or another connection":
    "update connection c set secrets = o.secrets from connection o where c.id = $1 and o.id = $2",
  "another field":
    "update connection set secrets = jsonb_build_object('bearerToken', hook_token) where id = $1 and $2::uuid is not null",
  "another version":
    "update connection set secrets_version = secrets_version + 1 where id = $1 and $2::uuid is not null",
};

export const movedCiphertexts = defineScenario(
  "O2",
  "ciphertexts in places that are not theirs",
  async (context, sizes) => {
    const world = await openDeskWorld(context, {});
    await world.api.post("/tenants", { name: "Other MSP" });
    const other = await world.asTenant("Other MSP");
    const theirs: Monitor[] = [];
    for (let nth = 0; nth < sizes.each; nth += 1) theirs.push(await addMonitor(other, `theirs ${nth}`));
    const moved: { to: Monitor; from: Monitor }[] = [];
    const untouched = await addMonitor(world.api, "untouched");
    for (const [kind] of Object.entries(moves))
      for (const [nth, from] of theirs.entries())
        moved.push({ to: await addMonitor(world.api, `${kind} ${nth}`), from });
    await world.restart(async () => {
      for (const [index, { to, from }] of moved.entries())
        await askDatabase(world.database, Object.values(moves)[Math.floor(index / theirs.length)] ?? "", [
          to.id,
          from.id,
        ]);
    });
    let opened = 0;
    for (const { to, from } of moved)
      for (const token of [to.bearerToken, from.bearerToken])
        if ((await knock(world.hub.url + to.hook, token)) === 202) opened += 1;
    const right = await knock(world.hub.url + untouched.hook, untouched.bearerToken);
    return {
      pass: opened === 0 && right === 202,
      figure: `${moved.length} ciphertexts moved to ${Object.keys(moves).join(", ")}: ${opened} opened; one where it belongs: ${right}`,
    };
  },
);

const masterKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

/** Deliveries at a rate until told to end. @returns how many were sent, and how many not taken */
function keepKnocking(hub: HubProcess, monitors: readonly Monitor[], perSecond: number) {
  let on = true;
  const answers: Promise<number>[] = [];
  const running = (async () => {
    const startedAt = performance.now();
    for (let nth = 0; on; nth += 1) {
      const wait = startedAt + (nth * 1_000) / perSecond - performance.now();
      if (wait > 0) await pause(wait);
      const monitor = monitors[nth % monitors.length];
      if (monitor) answers.push(knock(hub.url + monitor.hook, monitor.bearerToken));
    }
  })();
  return async () => {
    on = false;
    await running;
    const all = await Promise.all(answers);
    return { sent: all.length, refused: all.filter((status) => status !== 202).length };
  };
}

async function startWith({ database, dataDir }: EdgeWorld): Promise<HubProcess> {
  return startHubProcess({ INTERDESK_DATA: dataDir, INTERDESK_PORT: "0", DATABASE_URL: database.url });
}

export const rotatedMasterKey = defineScenario("O3", "a new master key while calls come in", async (context, sizes) => {
  const world = await openEdge(context, { INTERDESK_LOG_LEVEL: "error" });
  const { hub, dataDir } = world;
  const monitors: Monitor[] = [];
  for (let tenant = 0; tenant < sizes.tenants; tenant += 1) {
    if (tenant > 0) await hub.api.post("/tenants", { name: `MSP ${tenant}` });
    const api = tenant === 0 ? hub.api : await hub.asTenant(`MSP ${tenant}`);
    // Each has its token and the secret part of its address.
    const names = Array.from({ length: sizes.secrets / 2 / sizes.tenants }, (_, nth) => `alerts ${nth}`);
    await inParallel(names, 8, async (name) => void monitors.push(await addMonitor(api, name)));
  }
  const file = path.join(dataDir, "master-key");
  const [old, young] = [await readOwn(dataDir, "master-key"), masterKey("young")];
  const endKnocking = keepKnocking(hub, monitors, sizes.perSecond);
  const startedAt = performance.now();
  await writeFile(file, `${young}\n${old}\n`);
  const { sealed } = (await hub.api.post("/keys/rewrap")) as { sealed: number };
  await writeFile(file, `${young}\n`);
  const tookMs = performance.now() - startedAt;
  await pause(3_000);
  const { sent, refused } = await endKnocking();
  await hub.stop();
  const alone = await startWith(world);
  let opened = 0;
  await inParallel(monitors, 16, async ({ hook, bearerToken }) => {
    if ((await knock(alone.url + hook, bearerToken)) === 202) opened += 1;
  });
  await alone.stop();
  await writeFile(file, `${old}\n`);
  const said = await startWith(world).then(
    async (started) => `it started, ${await started.stop()}`,
    (cause: unknown) => String(cause),
  );
  const isClear = /sealed with another master key.*"young" is needed.*Put that key back/s.test(said);
  return {
    pass: refused === 0 && opened === monitors.length && isClear && tookMs <= sizes.mostMs && sealed === sizes.tenants,
    figure: `${monitors.length * 2} secrets of ${sealed} tenants sealed anew in ${(tookMs / 1_000).toFixed(1)} s; ${refused} of ${sent} deliveries refused meanwhile; ${opened} of ${monitors.length} connections open with the new key alone; with the old one alone a start ${isClear ? "is refused and says why" : `says: ${said.slice(0, 200)}`}`,
  };
});

export const revokedKeys = defineScenario("O4", "API keys: kept, shown and revoked", async (context, sizes) => {
  const world = await openEdge(context, { INTERDESK_LOG_LEVEL: "error" });
  const { hub, database, dataDir } = world;
  const nodes = [hub];
  for (let nth = 1; nth < sizes.nodes; nth += 1) {
    const own = await mkdtemp(path.join(os.tmpdir(), "interdesk-node-"));
    const ring = `file:${path.join(dataDir, "master-key")}`;
    const node = await startHubProcess({
      INTERDESK_DATA: own,
      INTERDESK_PORT: "0",
      INTERDESK_ROLE: "web",
      INTERDESK_MASTER_KEY: ring,
      DATABASE_URL: database.url,
    });
    nodes.push(node);
    context.after(async () => {
      await node.stop();
      await rm(own, { recursive: true, force: true });
    });
  }
  const ask = async (node: HubProcess, key: string) =>
    (await fetch(`${node.url}/api/v1/tickets`, { headers: { authorization: `Bearer ${key}` } })).status;
  const secrets = new Map<string, string>();
  let [slowest, right] = [0, 0];
  for (let nth = 0; nth < sizes.keys; nth += 1) {
    const name = `key ${nth}`;
    const { key } = (await hub.api.post("/api-keys", { name, role: "viewer" })) as { key: string };
    secrets.set(name, key);
    for (const node of nodes) if ((await ask(node, key)) === 200) right += 1;
    await hub.api.remove(`/api-keys/${encodeURIComponent(name)}`);
    const revokedAt = performance.now();
    for (const node of nodes)
      while ((await ask(node, key)) !== 401 && performance.now() - revokedAt < 30_000) await pause(50);
    slowest = Math.max(slowest, performance.now() - revokedAt);
  }
  const listed = JSON.stringify([await hub.api.get("/api-keys"), await hub.api.get("/audit?limit=500")]);
  const shown = findSecrets(secrets, listed).length;
  const kept = findSecrets(secrets, await dumpDatabase(database)).length;
  return {
    pass: shown + kept === 0 && slowest <= sizes.mostMs && right === sizes.keys * sizes.nodes,
    figure: `${sizes.keys} keys: ${kept} in the database, ${shown} shown again; ${right} of ${sizes.keys * sizes.nodes} taken at first, and none on any of ${sizes.nodes} nodes ${Math.round(slowest)} ms after it was revoked`,
  };
});
