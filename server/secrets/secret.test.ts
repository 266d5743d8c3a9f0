import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { format, inspect } from "node:util";
import { Secret } from "./secret.ts";

describe("a secret", () => {
  const secret = new Secret("hunter22");
  const ways: readonly [string, () => string][] = [
    ["joined into a text", () => `${String(secret)}`],
    ["added to a text", () => "x".concat(String(secret))],
    ["as JSON", () => JSON.stringify({ a: [secret] })],
    ["inspected", () => inspect({ a: secret }, { depth: 9, showHidden: true })],
    ["formatted", () => format("%s %o %j", secret, secret, secret)],
    ["spread", () => JSON.stringify({ ...secret })],
    ["cloned", () => JSON.stringify(structuredClone(secret))],
    ["in an error", () => inspect(new Error("x", { cause: secret }))],
    ["by its names", () => Reflect.ownKeys(secret).map(String).join()],
  ];
  for (const [sentence, tell] of ways) {
    it(`is not told ${sentence}`, () => assert.doesNotMatch(tell(), /hunter22/));
  }
  it("is told when asked for", () => assert.equal(secret.reveal(), "hunter22"));
});
