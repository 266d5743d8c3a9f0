import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comment, copy, seen } from "../../test/support/comments.ts";
import type { CommentCopy } from "./comment-copy.ts";
import { decideCommentWrite } from "./decide-comment-write.ts";

describe("how a copy is brought up to its comment", () => {
  const plain = ({ body }: { body: string }) => body;
  const behind = (change: Partial<CommentCopy> = {}) =>
    copy({
      comment: comment({ rev: 2, body: "It is out, really." }),
      bornHere: false,
      seen: seen("Ann:\nIt is out."),
      ...change,
    });
  it("a new one is added with its author", () => {
    const write = decideCommentWrite(copy({ externalId: null, bornHere: false, seen: null }), false, plain);
    assert.deepEqual(write, {
      action: "add",
      draft: {
        key: "01a20fa8-6428-70aa-96e0-2906c67ae7da",
        body: "Ann:\nIt is out.",
        format: "plain",
        visibility: "public",
      },
    });
  });
  it("is edited where the desk can", () => {
    const write = decideCommentWrite(behind(), true, plain);
    assert.deepEqual(write, {
      action: "edit",
      draft: { body: "Ann:\nIt is out, really.", format: "plain", visibility: "public" },
    });
  });
  it("gets one internal note where the desk cannot", () => {
    const write = decideCommentWrite(behind(), false, plain);
    assert.deepEqual(write, {
      action: "add",
      draft: {
        key: "01a20fa8-6428-70aa-96e0-2906c67ae7da.2",
        body: "Edited: Ann:\nIt is out, really.",
        format: "plain",
        visibility: "internal",
      },
    });
  });
  it("is told when it stays public and must not", () => {
    const hidden = behind({ comment: comment({ rev: 2, visibility: "internal" }) });
    assert.deepEqual(decideCommentWrite(hidden, false, plain), { action: "nothing", conflict: "stillPublicThere" });
  });
  it("is taken away where the desk can, and told where it cannot; what was never written stays unwritten", () => {
    assert.deepEqual(decideCommentWrite(behind({ deleted: true }), true, plain), { action: "edit", draft: null });
    assert.deepEqual(decideCommentWrite(behind({ deleted: true }), false, plain), {
      action: "nothing",
      conflict: "notDeletedThere",
    });
    assert.deepEqual(decideCommentWrite(behind({ deleted: true, externalId: null }), true, plain), {
      action: "nothing",
    });
  });
});
