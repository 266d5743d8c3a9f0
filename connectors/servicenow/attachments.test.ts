import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { bad, createOne, good, openWorld, readOneRecord, ticketOf } from "./test-world.ts";

describe("files", () => {
  it("carries bytes both ways, equal to the last", async (context) => {
    const world = await openWorld(context);
    const { desk, simulator } = world;
    const id = await createOne(world);
    const bytes = new Uint8Array(randomBytes(300_000));
    const file = { fileName: "ä & b.bin", contentType: "application/x-thing", bytes, visibility: "public" } as const;
    const up = good((await desk.addAttachment?.(id, file)) ?? assert.fail());
    const [stored] = ticketOf(world, id).attachments;
    assert.equal(stored?.sha256, createHash("sha256").update(bytes).digest("hex"));
    assert.equal(stored?.fileName, file.fileName);
    world.clock.move(1_000);
    const page = new TextEncoder().encode("<!doctype html><html>a report</html>");
    await simulator.technician.addAttachment(id, {
      fileName: "report.html",
      contentType: "text/html",
      bytes: page,
      visibility: "internal",
    });
    const listed = good((await desk.attachments?.([id])) ?? assert.fail()).get(id) ?? [];
    assert.deepEqual(
      listed.map(({ fileName, byUs, visibility }) => [fileName, byUs, visibility]),
      [
        [file.fileName, true, "public"],
        ["report.html", false, "public"],
      ],
    );
    assert.equal(listed[0]?.externalId, up.externalId);
    for (const [index, original] of [bytes, page].entries()) {
      const attachment = listed[index] ?? assert.fail();
      const read = good((await desk.readAttachment?.(id, attachment, 1_000_000)) ?? assert.fail());
      assert.deepEqual(Buffer.from(read), Buffer.from(original));
    }
    const tooLarge = (await desk.readAttachment?.(id, listed[0] ?? assert.fail(), 1_000)) ?? assert.fail();
    assert.equal(bad(tooLarge).kind, "unreadable");
  });

  it("takes what was pasted into an entry as internal, and names it in the text", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    const bytes = new Uint8Array(randomBytes(2_000));
    const key = world.simulator.pasteImage(id, { fileName: "Pasted image.png", contentType: "image/png", bytes });
    const text = `Look: [code]<p><img src="sys_attachment.do?sys_id=${key}" alt="rack 7"></p>[/code]`;
    await world.simulator.technician.addComment(id, { text, visibility: "internal" });
    const [comment] = good(await world.desk.comments([id])).get(id) ?? [];
    assert.equal(comment?.body, "Look: [image: rack 7]");
    const [file = assert.fail()] = good((await world.desk.attachments?.([id])) ?? assert.fail()).get(id) ?? [];
    assert.deepEqual([file.fileName, file.visibility, file.byUs], ["Pasted image.png", "internal", false]);
    const read = good((await world.desk.readAttachment?.(id, file, 10_000)) ?? assert.fail());
    assert.deepEqual(Buffer.from(read), Buffer.from(bytes));
  });

  it("keeps internal files back unless the admin allows them, and large ones always", async (context) => {
    const world = await openWorld(context, { settings: { attachmentLimitMegabytes: 1 } });
    const id = await createOne(world);
    const add = world.desk.addAttachment?.bind(world.desk) ?? assert.fail();
    const file = { fileName: "a.txt", contentType: "text/plain", bytes: new Uint8Array(10) };
    assert.equal(bad(await add(id, { ...file, visibility: "internal" })).kind, "rejected");
    const large = { ...file, bytes: new Uint8Array(1_048_577), visibility: "public" as const };
    assert.equal(bad(await add(id, large)).kind, "rejected");
    assert.equal(ticketOf(world, id).attachments.length, 0);
  });

  it("finds its file when the answer was lost, instead of uploading it again", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    const file = {
      fileName: "a.txt",
      contentType: "text/plain",
      bytes: new Uint8Array(10),
      visibility: "public",
    } as const;
    world.simulator.setFaults({ dropAnswerAfterComment: 1 });
    const added = good((await world.desk.addAttachment?.(id, file)) ?? assert.fail());
    assert.deepEqual(
      ticketOf(world, id).attachments.map((attachment) => attachment.id),
      [added.externalId],
    );
  });

  it("a technician's file moves the ticket only where the optional rule was pasted", async (context) => {
    const world = await openWorld(context);
    const id = await createOne(world);
    const file = {
      fileName: "a.txt",
      contentType: "text/plain",
      bytes: new Uint8Array(10),
      visibility: "public",
    } as const;
    const versions: string[] = [];
    for (const filesTouch of [false, true]) {
      world.simulator.setToggles({ filesTouch });
      await world.simulator.technician.addAttachment(id, file);
      versions.push((await readOneRecord(world, id)).version);
    }
    assert.match(versions[0] ?? "", /^0{10}\//);
    assert.match(versions[1] ?? "", /^0{9}1\//);
  });
});
