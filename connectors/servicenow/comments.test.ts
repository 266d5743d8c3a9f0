import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bad, createOne, good, openWorld, ticketOf } from "./test-world.ts";

const minute = 60_000;

describe("comments", () => {
  it("never mixes public and internal, and knows its own", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    const written = good(
      await world.desk.addComment(id, {
        body: "**Hello** [code]<b>x</b>[/code]",
        format: "markdown",
        visibility: "public",
      }),
    );
    const internal = good(await world.desk.addComment(id, { body: "Ours", format: "plain", visibility: "internal" }));
    await world.simulator.technician.addComment(id, { text: "Note", visibility: "internal" });
    await world.simulator.technician.addComment(id, { text: "[code]<b>Bold</b>[/code] word", visibility: "public" });
    const comments = good(await world.desk.comments([id])).get(id) ?? [];
    assert.deepEqual(
      comments.map(({ body, visibility, byUs, authorKind }) => [body, visibility, byUs, authorKind]).toSorted(),
      [
        ["Bold word", "public", false, "technician"],
        ["Hello (code)<b>x</b>(/code)", "public", true, "automation"],
        ["Note", "internal", false, "technician"],
        ["Ours", "internal", true, "automation"],
      ],
    );
    assert.equal(comments.find(({ body }) => body.startsWith("Hello"))?.externalId, written.externalId);
    const draft = { body: "**Hello** [code]<b>x</b>[/code]", format: "markdown", visibility: "public" } as const;
    assert.equal(world.desk.shapeComment?.(draft), comments.find(({ body }) => body.startsWith("Hello"))?.body);
    assert.equal(comments.find(({ body }) => body === "Ours")?.externalId, internal.externalId);
    assert.deepEqual(
      ticketOf(world, id).comments.map(({ visibility }) => visibility),
      ["public", "internal", "internal", "public"],
    );
  });

  it("gives the same text twice in one second two keys", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    const draft = { body: "Again", format: "plain", visibility: "internal" } as const;
    const first = good(await world.desk.addComment(id, draft));
    const second = good(await world.desk.addComment(id, draft));
    assert.notEqual(first.externalId, second.externalId);
    assert.equal(ticketOf(world, id).comments.length, 2);
  });

  it("finds its entry when the answer was lost, instead of writing it again", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.simulator.setFaults({ dropAnswerAfterComment: 1 });
    const written = await world.desk.addComment(id, { body: "Once", format: "plain", visibility: "internal" });
    const [comment] = good(await world.desk.comments([id])).get(id) ?? [];
    assert.equal(comment?.externalId, good(written).externalId);
  });

  it("reads display text where rows are hidden, under the same keys", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    good(await world.desk.addComment(id, { body: "Ours", format: "plain", visibility: "internal" }));
    const log = "Log:\n2019-01-01 00:00:00 - Somebody (Other label)\nline";
    await world.simulator.technician.addComment(id, { text: log, visibility: "public" });
    const rows = good(await world.desk.comments([id])).get(id) ?? [];
    world.simulator.setToggles({ journalsHidden: true });
    world.clock.move(16 * minute);
    const hidden = good(await world.desk.comments([id])).get(id) ?? [];
    assert.deepEqual(
      hidden.map(({ externalId, body, visibility, byUs }) => ({ externalId, body, visibility, byUs })),
      rows.map(({ externalId, body, visibility, byUs }) => ({ externalId, body, visibility, byUs })),
    );
    assert.deepEqual(rows.map(({ body }) => body).toSorted(), [log, "Ours"]);
  });

  it("says refused when the column is not ours to write", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    world.simulator.setToggles({ protectedColumns: ["comments"] });
    const error = bad(await world.desk.addComment(id, { body: "x", format: "plain", visibility: "public" }));
    assert.equal(error.kind, "rejected");
    assert.equal(ticketOf(world, id).comments.length, 0);
  });
});
