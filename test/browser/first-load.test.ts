import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openConsoleWorld } from "./support/console-world.ts";

/** Of scripts and sheets, as they come over the wire. */
const budgetBytes = 300_000;
/** What stands in a script of each of the heavy packages, and in no other. */
const heavy = { charts: "recharts", yaml: "YAMLParseError", comparison: "comparator" };

describe("the first load", () => {
  it("is small, and holds nothing that only other pages need", async (test) => {
    const own = await openConsoleWorld(test, {});
    const page = await own.open("/");
    await page.getByRole("grid").waitFor();
    const loaded = await page.evaluate(async () => {
      const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const assets = entries.filter(({ name }) => /\.(js|css)$/.test(name));
      const texts = await Promise.all(assets.map(async ({ name }) => (await fetch(name)).text()));
      return { bytes: assets.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0), text: texts.join("\n") };
    });
    assert.ok(loaded.bytes > 50_000, "the sizes are known");
    assert.ok(loaded.bytes <= budgetBytes, `${loaded.bytes} bytes`);
    for (const [what, sign] of Object.entries(heavy)) assert.ok(!loaded.text.includes(sign), what);
    assert.deepEqual(own.complaints, []);
  });
});
