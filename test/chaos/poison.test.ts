import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil, connectDesk, deliverRecording } from "../../server/demo/world.ts";
import { createTestDatabase } from "../support/database.ts";
import { startHubProcess } from "../support/hub-process.ts";

const mostDeaths = 5;

/** Workers begin before the listener does: it may be dead before it can say where it listens. */
async function startAndDie(environment: Record<string, string>): Promise<void> {
  const started = await startHubProcess(environment).catch((cause: unknown) => {
    assert.match(String(cause), /the hub ended with null/);
  });
  await started?.ended;
}

describe("a delivery that ends the process each time", () => {
  it(`is in quarantine after ${mostDeaths} deaths, and the others go on`, async (context) => {
    const desk = await startAutotaskSimulator();
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-poison-"));
    const environment = {
      INTERDESK_DATA: dataDir,
      INTERDESK_PORT: "0",
      INTERDESK_ALLOWED_PRIVATE: desk.address,
      DATABASE_URL: database.url,
    };
    let hub = await startHubProcess({ ...environment, INTERDESK_ROLE: "web" });
    context.after(async () => {
      await hub.stop();
      await desk.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    });
    const { hookUrl } = await connectDesk(hub.api, desk);
    assert.equal(await deliverRecording(hookUrl, "01-firing-single.json", {}), 202);
    await hub.stop();
    for (let deaths = 0; deaths < mostDeaths; deaths++) {
      await startAndDie({ ...environment, INTERDESK_FAILPOINT: "deliveries.afterTake" });
    }
    hub = await startHubProcess(environment);
    const { value: rows } = await awaitUntil("the quarantine", async () => {
      const found = (await hub.api.get("/deliveries?quarantined=true")) as { id: string; detail: string }[];
      return found.length > 0 ? found : undefined;
    });
    assert.match(rows[0]?.detail ?? "", /begun 5 times and never ended/);
    const replayed = new URL(hookUrl).pathname;
    assert.equal(await deliverRecording(`${hub.url}${replayed}`, "34-warning-firing.json", {}), 202);
    await awaitUntil("the next delivery's ticket", async () =>
      ((await hub.api.get("/tickets")) as unknown[]).length === 1 ? true : undefined,
    );
  });
});
