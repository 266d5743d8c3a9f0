import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, comment, copy, seen } from "../../test/support/comments.ts";
import { isReplyLoop } from "./decide-reply-loop.ts";

const after = (seconds: number) => new Date(at(1).getTime() + seconds * 1_000);
const ours = (second: number) => copy({ bornHere: false, seen: seen("Ours", { at: after(second).toISOString() }) });
const theirs = (second: number, body: string) => copy({ comment: comment({ createdAt: after(second), body }) });
const thanks = (number: number) => `Thank you for your message ${number}.`;
/** Each copy of ours, and what came two seconds after it. */
const rounds = (count: number, everySeconds: number, say: (round: number) => string) =>
  Array.from({ length: count }, (_, round) => [
    ours(round * everySeconds),
    theirs(round * everySeconds + 2, say(round)),
  ]).flat();
/** The next copy of ours, and the next answer. */
const isLoop = (before: ReturnType<typeof rounds>, second: number, body: string) =>
  isReplyLoop([...before, ours(second)], { createdAt: after(second + 1), body });

describe("machines that answer each other", () => {
  it("are stopped after five answers in the same words, but for a number", () => {
    assert.equal(isLoop(rounds(5, 8, thanks), 41, thanks(77)), true);
    assert.equal(isLoop(rounds(4, 8, thanks), 41, thanks(77)), false);
  });
  it("are stopped where a person says something in between", () => {
    const person = [theirs(9, "I shall have a look."), theirs(19, "It was the cable, it works again.")];
    assert.equal(isLoop([...rounds(5, 8, thanks), ...person], 41, thanks(77)), true);
  });
  it("are stopped where they are slow, and not for what they said ten minutes ago", () => {
    assert.equal(isLoop(rounds(5, 100, thanks), 500, thanks(77)), true);
    assert.equal(isLoop(rounds(5, 100, thanks), 640, thanks(77)), false);
  });
  it("are stopped after twenty answers in whatever words", () => {
    const words = (round: number) => Array.from({ length: 5 }, (_, word) => `w${round}x${word}`).join(" ");
    assert.equal(isLoop(rounds(20, 20, words), 400, "Never said before."), true);
    assert.equal(isLoop(rounds(19, 20, words), 400, "Never said before."), false);
  });
});

describe("people", () => {
  const say = (round: number) => `Public word ${round}`;
  it("who write side by side are none, however fast", () => {
    assert.equal(isLoop(rounds(12, 3, say), 41, say(77)), false);
  });
  it("who say nearly the same again and again after one word of ours are none", () => {
    const photos = Array.from({ length: 12 }, (_, index) =>
      theirs(2 + index, `See the attached photo number ${index}`),
    );
    assert.equal(
      isReplyLoop([ours(0), ...photos], { createdAt: after(20), body: "See the attached photo number 12" }),
      false,
    );
  });
  it("who write before we wrote anything are none", () => {
    const theirOwn = Array.from({ length: 20 }, (_, index) => theirs(index, thanks(index)));
    const ourCopies = Array.from({ length: 20 }, (_, index) => ours(30 + index));
    assert.equal(isReplyLoop([...theirOwn, ...ourCopies], { createdAt: after(25), body: thanks(77) }), false);
  });
});
