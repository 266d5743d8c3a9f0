import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { type SenderCheck, verifySender } from "./verify-sender.ts";

const now = new Date("2026-03-17T09:00:00Z");
const seconds = now.getTime() / 1_000;
const body = new TextEncoder().encode('{"a":1}\n');
const hex = (key: string, before = "", algorithm = "sha256") =>
  createHmac(algorithm, key).update(before).update(body).digest("hex");

const token: SenderCheck = { kind: "header", header: "X-Token", secret: "token" };
const bare: SenderCheck = { kind: "hmac", algorithm: "sha256", header: "X-Sign", secret: "key" };
const old: SenderCheck = { ...bare, algorithm: "sha1", prefix: "sha1=" };
const stamped: SenderCheck = {
  ...bare,
  header: { setting: "signatureHeader" },
  timestamp: { header: { setting: "stampHeader" }, separator: ":" },
};
const named = { signatureHeader: "X-Mine", stampHeader: "X-Time" };

type Values = Readonly<Record<string, string>>;
const cases: readonly [string, SenderCheck[], Values, Values[], Values, boolean][] = [
  ["anybody who knows the address, where no secret is set", [token, bare], {}, [{}], {}, true],
  ["anybody, where no way is known", [], {}, [{ token: "t" }], {}, true],
  ["the secret in its header", [token], {}, [{ token: "abc" }], { "x-token": "abc" }, true],
  ["the older secret too", [token], {}, [{ token: "new" }, { token: "abc" }], { "x-token": "abc" }, true],
  ["not the secret cut", [token], {}, [{ token: "abc" }], { "x-token": "ab" }, false],
  ["not the secret in other case", [token], {}, [{ token: "abc" }], { "x-token": "ABC" }, false],
  ["not the secret in another header", [token], {}, [{ token: "abc" }], { authorization: "abc" }, false],
  ["not without it, where only the older version had one", [token], {}, [{}, { token: "abc" }], {}, false],
  ["an empty secret counts as none", [token], {}, [{ token: "" }], {}, true],
  ["a body that is signed", [bare], {}, [{ key: "k" }], { "x-sign": hex("k") }, true],
  ["not one signed with another key", [bare], {}, [{ key: "k" }], { "x-sign": hex("j") }, false],
  ["not in upper case", [bare], {}, [{ key: "k" }], { "x-sign": hex("k").toUpperCase() }, false],
  ["a prefix and another algorithm", [old], {}, [{ key: "k" }], { "x-sign": `sha1=${hex("k", "", "sha1")}` }, true],
  ["not without the prefix", [old], {}, [{ key: "k" }], { "x-sign": hex("k", "", "sha1") }, false],
  ["any way of those that are set", [token, bare], {}, [{ key: "k", token: "abc" }], { "x-token": "abc" }, true],
  ["not a way whose secret is not set", [token, bare], {}, [{ key: "k" }], { "x-token": "abc" }, false],
  [
    "a time that is signed before the body, in headers that are set",
    [stamped],
    named,
    [{ key: "k" }],
    { "x-mine": hex("k", `${seconds}:`), "x-time": `${seconds}` },
    true,
  ],
  [
    "five minutes old",
    [stamped],
    named,
    [{ key: "k" }],
    { "x-mine": hex("k", `${seconds - 300}:`), "x-time": `${seconds - 300}` },
    true,
  ],
  [
    "not a second older",
    [stamped],
    named,
    [{ key: "k" }],
    { "x-mine": hex("k", `${seconds - 301}:`), "x-time": `${seconds - 301}` },
    false,
  ],
  [
    "not another time than the signed one",
    [stamped],
    named,
    [{ key: "k" }],
    { "x-mine": hex("k", `${seconds}:`), "x-time": `${seconds - 1}` },
    false,
  ],
  ["not without the time", [stamped], named, [{ key: "k" }], { "x-mine": hex("k", `${seconds}:`) }, false],
  [
    "not the body alone, where a time is expected",
    [stamped],
    named,
    [{ key: "k" }],
    { "x-mine": hex("k"), "x-time": "1" },
    false,
  ],
  [
    "the body alone, where the setting names no header for the time",
    [stamped],
    { signatureHeader: "X-Mine", stampHeader: "" },
    [{ key: "k" }],
    { "x-mine": hex("k") },
    true,
  ],
  ["nobody, where the setting names no header at all", [stamped], {}, [{ key: "k" }], { "x-mine": hex("k") }, false],
];

describe("who may deliver", () => {
  for (const [sentence, checks, settings, versions, headers, accepted] of cases)
    it(sentence, () => {
      const request = { method: "POST", headers, query: {}, body, receivedAt: now };
      const verdict = verifySender(request, checks, settings, versions);
      assert.equal(verdict.accepted, accepted);
    });

  it("is told what is missing, never what was given", () => {
    const refuse = (headers: Values) => {
      const request = { method: "POST", headers, query: {}, body, receivedAt: now };
      const verdict = verifySender(request, [token, bare], {}, [{ token: "abc", key: "k" }]);
      return verdict.accepted ? "" : verdict.reason;
    };
    assert.equal(refuse({}), "no x-token or x-sign header");
    assert.equal(refuse({ "x-token": "guess" }), "wrong credentials");
  });
});
