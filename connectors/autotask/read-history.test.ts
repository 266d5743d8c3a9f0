import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ExternalId } from "../../schemas/ids.ts";
import { longAgo, must, openWorld } from "./test-world.ts";

describe("a ticket's history", () => {
  it("is read to its end, though it takes no condition beside the ticket", async (context) => {
    const { simulator, desk } = await openWorld(context);
    const id = await simulator.technician.createTicket({ title: "No. 0" });
    for (let count = 1; count <= 1_010; count++) await simulator.technician.edit(id, { title: `No. ${count}` });
    const entries = must(await desk.history?.(ExternalId.parse(id), longAgo));
    assert.ok(
      entries.some(({ detail }) => detail.endsWith("No. 1010")),
      "the last one",
    );
    assert.equal(entries.filter(({ field }) => field === "title").length, 1_010);
  });
});
