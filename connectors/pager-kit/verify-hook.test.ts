import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifyHook } from "./verify-hook.ts";

const secret = "a-secret-of-its-own-16";
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

describe("a hook's own secret", () => {
  const cases: readonly [sentence: string, headers: Record<string, string>, accepted: boolean][] = [
    ["as the password of our user", basic("interdesk", secret), true],
    ["in its header", { "x-interdesk-token": secret }, true],
    ["in one of the two", { ...basic("other", "wrong"), "x-interdesk-token": secret }, true],
    ["of another user", basic("other", secret), false],
    ["wrong", { "x-interdesk-token": `${secret}x` }, false],
    ["empty", { "x-interdesk-token": "" }, false],
    ["not there", {}, false],
  ];
  for (const [sentence, headers, accepted] of cases)
    it(`${sentence}: ${accepted ? "accepted" : "refused"}`, () => {
      const request = { method: "POST", headers, query: {}, body: new Uint8Array(), receivedAt: new Date() };
      assert.equal(verifyHook(request, ["another-secret-16", secret]).accepted, accepted);
    });
});
