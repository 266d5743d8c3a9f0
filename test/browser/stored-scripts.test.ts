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
    // All hundred are those of `npm run chaos -- L3`; here some of each kind.
    const some = scriptPayloads.filter((_, index) => index % 8 === 0);
    const { pages, verbatim, faults } = await showStoredScripts({ after: (run) => void closers.unshift(run) }, some);
    assert.deepEqual(faults, []);
    assert.ok(pages > 50 && verbatim >= some.length, `${pages} pages, ${verbatim} read as they stand`);
  });
});
