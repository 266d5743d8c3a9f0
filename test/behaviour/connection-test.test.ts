import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { openDeskWorld } from "../support/desk-world.ts";
import { followStream } from "../support/event-stream.ts";

interface Step {
  step: string;
  ok: boolean;
}

describe("a connection that is tried", () => {
  it("tells each step as soon as it is known to whoever follows, and all at once to whoever does not", async (context) => {
    const halo = await startHaloSimulator();
    const world = await openDeskWorld(context, { halo: { connector: "halopsa", desk: halo } });
    const all = (await world.api.post("/connections/halo/test")) as Step[];
    assert.ok(all.length > 5 && all.every(({ ok }) => ok));
    halo.setFaults({ latencyMs: 100 });
    const token = (await readFile(path.join(world.config.dataDir, "admin-token"), "utf8")).trim();
    const stream = await followStream(
      `${world.api.url}/api/v1/connections/halo/test`,
      { authorization: `Bearer ${token}`, accept: "text/event-stream" },
      "POST",
    );
    await stream.await("its first step", ({ event }) => event === "step");
    // What is tried after the first step was told does not answer any more.
    halo.setFaults({ latencyMs: 0, badAnswer: { kind: "html", times: 1_000 } });
    await stream.await("its end", ({ event }) => event === "end");
    const steps = stream.events.filter(({ event }) => event === "step").map(({ data }) => data as Step);
    assert.deepEqual(steps[0], all[0]);
    assert.ok(steps.some(({ ok }) => !ok) && steps.length <= all.length, JSON.stringify(steps));
  });
});
