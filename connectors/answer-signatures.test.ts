import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import {
  signStandardWebhook,
  verifyFormSignature,
  verifyHmacHex,
  verifyHmacHexList,
  verifyStandardWebhook,
} from "./signatures.ts";

interface Vector {
  vendor: string;
  secret: string;
  body?: string;
  expected: string;
  url?: string;
  params?: Record<string, string>;
  timestamp?: string;
}
const { vectors } = JSON.parse(
  readFileSync(new URL("./recordings/signature-vectors.json", import.meta.url), "utf8"),
) as { vectors: Vector[] };
const key = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const otherKey = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;

describe("signatures of those who bring answers", () => {
  const vectorOf = (vendor: string) => vectors.find((candidate) => candidate.vendor === vendor) ?? assert.fail();
  const { url = "", params, secret, expected } = vectorOf("twilio");
  const twilio = (
    change: Partial<Parameters<typeof verifyFormSignature>[1]> = {},
    header: string | undefined = expected,
  ) => verifyFormSignature(header, { urls: [url], form: new URLSearchParams(params), secrets: [secret], ...change });

  const formCases: readonly [
    sentence: string,
    accepted: boolean,
    change: Parameters<typeof twilio>[0],
    header?: string,
  ][] = [
    ["the vendor's own signature over address and form", true, {}],
    ["one of several spellings of the address", true, { urls: [`${url}&x`, url] }],
    ["one of several secrets", true, { secrets: ["other", secret] }],
    ["another address", false, { urls: [url.replace("4711", "4712")] }],
    ["the address without its query", false, { urls: [url.split("?")[0] ?? ""] }],
    ["another value", false, { form: new URLSearchParams({ ...params, Digits: "2" }) }],
    ["a field more", false, { form: new URLSearchParams({ ...params, More: "" }) }],
    ["no field", false, { form: new URLSearchParams() }],
    ["another secret", false, { secrets: ["other"] }],
    ["no secret, by which anybody could sign", false, { secrets: [""] }],
    ["no signature", false, {}, ""],
    ["a signature cut", false, {}, expected.slice(0, -1)],
  ];
  for (const [sentence, accepted, change, header] of formCases)
    it(`over a form: ${sentence} is ${accepted ? "accepted" : "refused"}`, () =>
      assert.equal(twilio(change, header), accepted));
  it("over a form: fields are sorted by name, and of one that came twice its different values are", () => {
    const signed = createHmac("sha1", secret).update(`${url}a1b1b2`).digest("base64");
    assert.equal(twilio({ form: new URLSearchParams("b=2&b=1&a=1&b=2") }, signed), true);
    assert.equal(twilio({ form: new URLSearchParams("b=2&a=1") }, signed), false);
  });

  const pagerduty = vectorOf("pagerduty");
  const list = (header: string | undefined, secrets = [pagerduty.secret]) =>
    verifyHmacHexList(header, { version: "v1", body: Buffer.from(pagerduty.body ?? ""), secrets });
  const [old = "", current = ""] = pagerduty.expected.split(",");
  const listCases: readonly [sentence: string, accepted: boolean, header: string | undefined][] = [
    ["the one that fits as the second", true, pagerduty.expected],
    ["the one that fits alone", true, current],
    ["one more of a version to come", true, `v2=abc,${current}`],
    ["only one by another secret", false, old],
    ["the right one under another version", false, current.replace("v1", "v2")],
    ["none", false, undefined],
    ["five wrong ones before it", false, [...Array.from({ length: 5 }, () => old), current].join(",")],
  ];
  for (const [sentence, accepted, header] of listCases)
    it(`in a list: ${sentence} is ${accepted ? "accepted" : "refused"}`, () => assert.equal(list(header), accepted));

  const slack = vectorOf("slack");
  const stamped = (offsetSeconds: number) =>
    verifyHmacHex(slack.expected, {
      algorithm: "sha256",
      prefix: "v0=",
      body: Buffer.from(slack.body ?? ""),
      secrets: [slack.secret],
      stamp: {
        value: slack.timestamp,
        before: "v0:",
        separator: ":",
        now: new Date((Number(slack.timestamp) + offsetSeconds) * 1_000),
      },
    });
  for (const [seconds, accepted] of [
    [0, true],
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ] as const)
    it(`with a version before the time, ${seconds} s later: ${accepted ? "accepted" : "refused"}`, () =>
      assert.equal(stamped(seconds), accepted));

  it("of ours after Standard Webhooks are those that its receivers accept", () => {
    const [body, now] = [Buffer.from("{}"), new Date(1_700_000_000_000)];
    const headers = signStandardWebhook({ id: "msg_1", now, body }, key);
    assert.equal(verifyStandardWebhook({ headers, body, secrets: [key], now }), true);
    assert.equal(verifyStandardWebhook({ headers, body, secrets: [otherKey], now }), false);
  });
});
