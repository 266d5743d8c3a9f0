import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runRing } from "../chaos/ring.ts";

describe("three desks in a ring", () => {
  it("say the same after 90 edits under lost, doubled and dropped messages, and then fall silent", async (context) => {
    // The same edits each time; what overtakes what differs all the same. RING_SEED searches further.
    const seed = Number(process.env["RING_SEED"] ?? 7);
    const figures = await runRing(context, { edits: 90, tickets: 6, quietSeconds: 6, seed });
    context.diagnostic(JSON.stringify(figures));
    assert.equal(figures.quietWrites, 0);
    // HaloPSA's window is as long as the hub takes: wider where three files run at once on a slow machine.
    assert.ok(figures.unseen <= 6, `${figures.unseen} edits fell into HaloPSA's window`);
  });
});
