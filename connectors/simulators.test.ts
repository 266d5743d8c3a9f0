import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { builtIn } from "./registry.ts";
import { pagerSimulators } from "./simulators.ts";

describe("the simulated ways to people", () => {
  const pagers = builtIn.filter(({ manifest }) => manifest.kind === "pager");
  it("are there for each one, but for mail, for which there are real servers", () =>
    assert.deepEqual(
      Object.keys(pagerSimulators).toSorted(),
      pagers.map(({ manifest }) => manifest.name).filter((name) => name !== "smtp-email"),
    ));
  for (const [name, start] of Object.entries(pagerSimulators))
    it(`${name} names settings and secrets of a connection that works`, async (context) => {
      const simulator = await start();
      context.after(() => simulator.close());
      const { manifest } = pagers.find((one) => one.manifest.name === name) ?? assert.fail();
      assert.ok(manifest.settings.safeParse(simulator.settings).success);
      assert.ok(manifest.secrets.safeParse(simulator.secrets).success);
      assert.deepEqual(simulator.pages(), []);
    });
});
