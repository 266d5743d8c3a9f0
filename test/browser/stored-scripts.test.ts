import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scriptPayloads } from "./support/script-payloads.ts";
import { showStoredScripts } from "./support/stored-scripts.ts";

describe("what vendors have stored here", () => {
  it("is text and nothing else on every page that shows it", async (context) => {
    const closers: (() => Promise<void>)[] = [];
    context.after(async () => {
      for (const close of closers) await close();
    });
    assert.equal(new Set(scriptPayloads).size, 100);
    const { pages, verbatim, faults } = await showStoredScripts(
      { after: (run) => void closers.unshift(run) },
      scriptPayloads,
    );
    assert.deepEqual(faults, []);
    assert.ok(pages > 150 && verbatim >= 100, `${pages} pages, ${verbatim} read as they stand`);
  });
});
