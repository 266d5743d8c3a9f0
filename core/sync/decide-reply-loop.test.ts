import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, comment, copy, seen } from "../../test/support/comments.ts";
import { isReplyLoop } from "./decide-reply-loop.ts";

describe("machines that answer each other", () => {
  const ours = (minute: number, second: number) =>
    copy({
      bornHere: false,
      seen: seen("Ours", { at: new Date(at(minute).getTime() + second * 1_000).toISOString() }),
    });
  const theirs = (minute: number, second: number) =>
    copy({ comment: comment({ createdAt: new Date(at(minute).getTime() + second * 1_000) }) });
  const rounds = (count: number) =>
    Array.from({ length: count }, (_, index) => [ours(1, index * 8), theirs(1, index * 8 + 2)]).flat();
  const last = new Date(at(1).getTime() + 42_000);

  it("are stopped after five answers within a minute", () => {
    assert.equal(isReplyLoop([...rounds(5), ours(1, 41)], last), true);
    assert.equal(isReplyLoop([...rounds(4), ours(1, 41)], last), false);
  });
  it("are not people who write side by side", () => {
    const theirOwn = Array.from({ length: 20 }, (_, index) => theirs(1, index));
    const ourCopies = Array.from({ length: 20 }, (_, index) => ours(1, 30 + index));
    assert.equal(isReplyLoop([...theirOwn, ...ourCopies], new Date(at(1).getTime() + 25_000)), false);
  });
});
