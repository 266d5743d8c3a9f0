import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { trimSlashes } from "./trim-slashes.ts";

describe("slashes at the end of an address", () => {
  for (const [given, expected] of [
    ["https://a.example", "https://a.example"],
    ["https://a.example/", "https://a.example"],
    ["https://a.example//x//", "https://a.example//x"],
    ["/", ""],
    ["///", ""],
    ["", ""],
  ] as const)
    it(`"${given}" is "${expected}"`, () => assert.equal(trimSlashes(given), expected));
});
