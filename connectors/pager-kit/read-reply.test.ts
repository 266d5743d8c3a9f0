import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readReply } from "./read-reply.ts";

describe("what people type into a reply", () => {
  const cases: readonly [sentence: string, text: string, action: string | undefined, code?: string][] = [
    ["a key", "1", "acknowledge"],
    ["the other key", " 2 ", "pass"],
    ["a word in any case", "Ack", "acknowledge"],
    ["a word and the code", "ACK K7M2-QX4D", "acknowledge", "K7M2-QX4D"],
    ["the code first", "k7m2-qx4d ok", "acknowledge", "K7M2-QX4D"],
    ["the code without its dash", "1 K7M2QX4D", "acknowledge", "K7M2-QX4D"],
    ["German", "Ja, mache ich!", "acknowledge"],
    ["eight letters that are no code", "annehmen", "acknowledge"],
    ["no", "Nein danke", "pass"],
    ["a first line above a quoted page", "ok\n> 2 = pass on", "acknowledge"],
    ["another number", "12", undefined],
    ["a code alone says neither yes nor no", "K7M2-QX4D", undefined],
    ["a word that only begins like one", "Jan is ill", undefined],
    ["a yes further back", "I am not ok", undefined],
    ["nothing", "  \n", undefined],
  ];
  for (const [sentence, text, action, code = null] of cases)
    it(`${sentence}: ${JSON.stringify(text)}`, () =>
      assert.deepEqual(readReply(text), action === undefined ? undefined : { action, code }));
});
