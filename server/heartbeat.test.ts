import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Log } from "../core/ports/world.ts";
import { serveHttp } from "../test/support/loopback.ts";
import { openTestWorld } from "../test/support/world.ts";
import { loadConfig } from "./config/config.ts";
import { awaitUntil } from "./demo/world.ts";
import { startHeartbeat } from "./heartbeat.ts";

describe("the operator's watchdog", () => {
  it("is called while all is well, hears nothing when something is wrong, and its address is told nobody", async (context) => {
    const { hub } = (await openTestWorld(context)).hub;
    let [status, calls, isFull] = [200, 0, false];
    const watchdog = await serveHttp((request, response) => {
      calls += request.url === "/ping/s3cret-check-id" ? 1 : 0;
      response.writeHead(status).end("s3cret-check-id");
    });
    context.after(() => watchdog.close());
    const said: string[] = [];
    const note = (...parts: unknown[]) => void said.push(JSON.stringify(parts));
    const log: Log = { info: note, warn: note, error: note };
    const config = await loadConfig("none.yaml", {
      INTERDESK_HEARTBEAT_URL: `http://${watchdog.address}/ping/s3cret-check-id`,
      INTERDESK_HEARTBEAT_SECONDS: "1",
      INTERDESK_ALLOWED_PRIVATE: watchdog.address,
    });
    const stop = startHeartbeat(config, {
      hub: { db: hub.db, world: { ...hub.world, log } },
      diskIsFull: async () => isFull,
    });
    context.after(async () => stop?.());
    await awaitUntil("two beats", async () => (calls >= 2 ? true : undefined));
    status = 404;
    await awaitUntil("its complaint", async () => (said.some((line) => line.includes("HTTP 404")) ? true : undefined));
    [status, isFull] = [200, true];
    await awaitUntil("what is wrong", async () => (said.some((line) => line.includes("diskSpace")) ? true : undefined));
    const before = calls;
    const times = () => said.filter((line) => line.includes("diskSpace")).length;
    await awaitUntil("two beats withheld", async () => (times() >= 3 ? true : undefined));
    assert.equal(calls, before);
    assert.doesNotMatch(said.join("\n"), /s3cret/);
    isFull = false;
    await awaitUntil("the next beat", async () => (calls > before ? true : undefined));
  });
});
