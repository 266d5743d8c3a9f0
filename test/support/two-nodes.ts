import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { loadConfig } from "../../server/config/config.ts";
import { type Running, startInterdesk } from "../../server/main.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { becomeOwner, openPeopleWorld, type PeopleWorld } from "./people-world.ts";

export interface TwoNodes extends PeopleWorld {
  owner: Browser;
  /** Another node on the same database. */
  second: Running;
  /** The same browser at the other node. */
  atSecond(browser: Browser): Browser;
}

/** Two nodes of one hub, of which somebody is owner. */
export async function openTwoNodes(context: { after(run: () => Promise<void>): void }): Promise<TwoNodes> {
  const world = await openPeopleWorld(context);
  const owner = await becomeOwner(world);
  const second = await startSecondNode(context, world);
  const atSecond = (browser: Browser) => {
    const other = openBrowser(second.url, { from: "192.0.2.77" });
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    return other;
  };
  return { ...world, owner, second, atSecond };
}

/** On the same database and with the same master key, in a data folder of its own. */
export async function startSecondNode(
  context: { after(run: () => Promise<void>): void },
  world: PeopleWorld,
): Promise<Running> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-second-"));
  const config = await loadConfig(path.join(dataDir, "interdesk.yaml"), {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_LOG_LEVEL: "error",
    INTERDESK_TRUSTED_PROXIES: "127.0.0.1",
    INTERDESK_MASTER_KEY: `file:${path.join(path.dirname(world.hub.hub.anchors.path), "master-key")}`,
    DATABASE_URL: world.database.url,
  });
  const second = await startInterdesk(config);
  context.after(async () => {
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return second;
}
