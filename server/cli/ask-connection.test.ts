import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAnswer } from "./ask-connection.ts";

describe("what a person answers on the command line", () => {
  for (const [sentence, text, property, expected] of [
    ["nothing", "", { type: "string" }, undefined],
    ["the default as it was shown", "a,b", { type: "array", default: ["a", "b"] }, undefined],
    ["a text", "a, b", { type: "string" }, "a, b"],
    ["one of a list", "arn:aws:sns:eu-central-1:1:a", { type: "array" }, ["arn:aws:sns:eu-central-1:1:a"]],
    ["several of a list", "down, not ok ,,up", { type: "array" }, ["down", "not ok", "up"]],
    ["a number", "120", { type: "integer" }, 120],
    ["the default number", "120", { type: "integer", default: 120 }, undefined],
    ["yes", "yes", { type: "boolean" }, true],
  ] as const)
    it(`is read: ${sentence}`, () => assert.deepEqual(readAnswer(text, property), expected));
});
