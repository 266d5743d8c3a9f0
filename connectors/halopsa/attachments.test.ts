import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { errorOf, makeTicket, must, openWorld, type TestWorld } from "./test-support.ts";
import type { ExternalId } from "../../schemas/ids.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function filesOf({ desk }: TestWorld, id: ExternalId) {
  const files = must((await desk.attachments?.([id])) ?? assert.fail("no attachments"));
  return files.get(id) ?? assert.fail(`nothing of ${id}`);
}

describe("attachments", () => {
  it("arrive there byte for byte, with their visibility, and are known as ours", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const bytes = randomBytes(300_000);
    for (const visibility of ["internal", "public"] as const) {
      const file = { fileName: "dump é.bin", contentType: "application/x-dump", bytes, visibility };
      must((await world.desk.addAttachment?.(id, file)) ?? assert.fail());
    }
    const [ticket] = world.simulator.tickets();
    assert.deepEqual(
      ticket?.attachments.map(({ sha256, visibility, fileName }) => [sha256, visibility, fileName]),
      ["internal", "public"].map((visibility) => [sha256(bytes), visibility, "dump é.bin"]),
    );
    const files = await filesOf(world, id);
    assert.deepEqual(
      files.map(({ byUs, visibility, sizeBytes }) => [byUs, visibility, sizeBytes]),
      [
        [true, "internal", 300_000],
        [true, "public", 300_000],
      ],
    );
  });

  for (const [name, contentType, bytes] of [
    ["bytes", "application/octet-stream", randomBytes(50_000)],
    ["JSON", "application/json", Buffer.from('{"data_base64":"not ours to read"}')],
    ["a page", "text/html", Buffer.from("<!doctype html><p>report</p>")],
    ["an empty file", "text/plain", Buffer.alloc(0)],
  ] as const) {
    it(`are read byte for byte: ${name}`, async (context) => {
      const world = await openWorld(context);
      const id = await makeTicket(world.desk);
      const given = { fileName: "f", contentType, bytes, visibility: "public" } as const;
      await world.simulator.technician.addAttachment(id, given);
      const [file] = await filesOf(world, id);
      assert.deepEqual([file?.byUs, file?.visibility, file?.contentType], [false, "public", contentType]);
      const read = must((await world.desk.readAttachment?.(id, file ?? assert.fail(), 60_000)) ?? assert.fail());
      assert.equal(sha256(read), sha256(bytes));
    });
  }

  it("that are larger than wanted are not read", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    const bytes = randomBytes(2_000);
    await world.simulator.technician.addAttachment(id, {
      fileName: "f",
      contentType: "a/b",
      bytes,
      visibility: "public",
    });
    const [file = assert.fail()] = await filesOf(world, id);
    for (const sizeBytes of [2_000, 0]) {
      const read = (await world.desk.readAttachment?.(id, { ...file, sizeBytes }, 1_000)) ?? assert.fail();
      assert.equal(errorOf(read).kind, "unreadable");
    }
  });
});
