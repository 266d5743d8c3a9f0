import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import type { ExternalId } from "../../schemas/ids.ts";
import { callsOf, commentsOf, errorOf, makeTicket, must, openWorld, type TestWorld } from "./test-support.ts";

const guid = "3f0f9a52-7f43-4b8e-9c5a-2f6d1a0c77e1";
const bytes = randomBytes(40_000);
const data = `<p>Look: <img src="data:image/png;base64,${bytes.toString("base64")}"></p>`;

const say = (world: TestWorld, id: ExternalId, html: string, visibility: "public" | "internal" = "internal") =>
  world.simulator.technician.addComment(id, { text: "", html, visibility });
const filesOf = async ({ desk }: TestWorld, id: ExternalId) =>
  must((await desk.attachments?.([id])) ?? assert.fail()).get(id) ?? assert.fail();
const bytesOf = async ({ desk }: TestWorld, id: ExternalId, most = 100_000) => {
  const [file = assert.fail("no file")] = await filesOf({ desk } as TestWorld, id);
  return (await desk.readAttachment?.(id, file, most)) ?? assert.fail();
};

describe("pictures within notes", () => {
  it("are files, once each, and their names stand in the text", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await say(world, id, data);
    await say(world, id, `${data}<p>again</p>`, "public");
    const files = await filesOf(world, id);
    assert.deepEqual(
      files.map(({ contentType, sizeBytes, visibility, byUs }) => [contentType, sizeBytes, visibility, byUs]),
      [["image/png", bytes.length, "internal", false]],
    );
    const [first, second] = await commentsOf(world.desk, id);
    assert.equal(first?.body, `Look: \\[image: ${files[0]?.fileName}]`);
    assert.equal(second?.body, `Look: \\[image: ${files[0]?.fileName}]\n\nagain`);
    assert.deepEqual(Buffer.from(must(await bytesOf(world, id))), bytes);
    assert.equal(errorOf(await bytesOf(world, id, 1_000)).kind, "unreadable");
  });

  it("that the instance keeps are fetched from it", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.addImage(guid, bytes);
    await say(world, id, `<p>Here <img src="/api/attachment/image/${guid}?token=x&amp;nonce=y"></p>`);
    const [file] = await filesOf(world, id);
    assert.equal((await commentsOf(world.desk, id))[0]?.body, `Here \\[image: ${file?.fileName}]`);
    assert.deepEqual(Buffer.from(must(await bytesOf(world, id))), bytes);
    assert.equal(errorOf(await bytesOf(world, id, 1_000)).kind, "unreadable");
  });

  it("of other sites are named, never fetched", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await say(world, id, `<p><img src="https://evil.example/api/attachment/image/${guid}" alt="logo"></p>`);
    assert.deepEqual(await filesOf(world, id), []);
    assert.match(
      (await commentsOf(world.desk, id))[0]?.body ?? "",
      /^\[\\\[image: logo\\?\]\]\(https:\/\/evil\.example/,
    );
  });

  it("cost no call of their own when the notes were just read", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    await say(world, id, data);
    await commentsOf(world.desk, id);
    const before = callsOf(world, "GET Actions");
    assert.equal((await filesOf(world, id)).length, 1);
    assert.equal(callsOf(world, "GET Actions"), before);
    assert.equal((await filesOf(world, id)).length, 1, "without them they are read");
    assert.equal(callsOf(world, "GET Actions"), before + 1);
  });
});
