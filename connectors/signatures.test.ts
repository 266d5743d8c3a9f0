import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import {
  verifyHmacSha1Base64,
  verifyHmacSha256Base64,
  verifyStamped,
  verifyHmacSha256Hex,
  verifyStandardWebhook,
  verifyTimestamped,
} from "./signatures.ts";

interface Recording {
  request: { headers: Record<string, string>; body: string };
}
const read = (name: string) => readFileSync(new URL(`./recordings/${name}`, import.meta.url), "utf8");
const recordings = ["standard-webhooks-01-signed-firing.json", "standard-webhooks-02-key-rotation.json"].map((name) => {
  const { request } = JSON.parse(read(name)) as Recording;
  const headers = Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value] as const);
  return { headers: Object.fromEntries(headers), body: Buffer.from(request.body) };
});
const vectors = (
  JSON.parse(read("signature-vectors.json")) as {
    vectors: { vendor: string; secret: string; body?: string; expected: string }[];
  }
).vectors;

const key = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const otherKey = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const [first = assert.fail(), second = assert.fail()] = recordings;
const stampOf = ({ headers }: typeof first) => Number(headers["webhook-timestamp"]) * 1_000;
const standard = (change: object = {}, recording = first, offsetSeconds = 0) =>
  verifyStandardWebhook({
    ...recording,
    secrets: [key],
    now: new Date(stampOf(recording) + offsetSeconds * 1_000),
    ...change,
  });

/** The letter after it in the alphabet of base64: of a digest's last one, the same bytes. */
function nextLetter(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return alphabet[alphabet.indexOf(text.slice(0, 1)) + 1] ?? assert.fail();
}

describe("Standard Webhooks", () => {
  it("accepts what its own library signed", () => assert.equal(standard(), true));
  it("accepts any of several signatures, and any of several secrets", () => {
    assert.equal(standard({}, second), true);
    assert.equal(standard({ secrets: [otherKey, key] }), true);
    assert.equal(standard({ secrets: [otherKey] }), false);
  });
  it("accepts the header names of Svix", () => {
    const headers = Object.fromEntries(
      Object.entries(first.headers).map(([name, value]) => [name.replace("webhook-", "svix-"), value]),
    );
    assert.equal(standard({ headers }), true);
  });
  for (const [seconds, accepted] of [
    [300, true],
    [-300, true],
    [299, true],
    [-299, true],
    [301, false],
    [-301, false],
  ] as const) {
    it(`${accepted ? "accepts" : "refuses"} a clock that is ${seconds} s off`, () =>
      assert.equal(standard({}, first, seconds), accepted));
  }

  const right = first.headers["webhook-signature"] ?? "";
  const shapes: readonly [string, string][] = [
    ["nothing", ""],
    ["a version alone", "v1,"],
    ["a prefix of the right one", right.slice(0, -5)],
    ["the right one without padding", right.slice(0, -1)],
    ["another case", right.toUpperCase()],
    ["hex for base64", `v1,${Buffer.from(right.slice(3), "base64").toString("hex")}`],
    ["base64url", right.replaceAll("+", "-").replaceAll("/", "_")],
    ["another version", right.replace("v1,", "v1a,")],
    ["a version of its own", right.replace("v1,", "v2,")],
    ["no version", right.slice(3)],
    ["the right one sixth", `${`v1,${"A".repeat(43)}= `.repeat(5)}${right}`],
    ["a hundred", `${`v1,${"A".repeat(43)}= `.repeat(99)}${right}`],
    ["a comma between", `${right},${right}`],
    ["the header twice, the right one last", `v1,${"A".repeat(43)}=, ${right}`],
    ["the header twice, the right one first", `${right}, v1,${"A".repeat(43)}=`],
    ["another spelling of the same bytes", right.replace(/.=$/, (end) => `${nextLetter(end)}=`)],
    ["a line break", `${right}\n`],
  ];
  for (const [sentence, signature] of shapes) {
    it(`refuses ${sentence}`, () =>
      assert.equal(standard({ headers: { ...first.headers, "webhook-signature": signature } }), false));
  }
  it("passes over signatures of versions that it does not know", () => {
    const mixed = `v1a,abc v9,def ${right}`;
    assert.equal(standard({ headers: { ...first.headers, "webhook-signature": mixed } }), true);
  });
  for (const [name, value] of [
    ["webhook-id", "msg_other"],
    ["webhook-id", ""],
    ["webhook-timestamp", ""],
    ["webhook-timestamp", `${first.headers["webhook-timestamp"]}.0`],
    ["webhook-timestamp", `+${first.headers["webhook-timestamp"]}`],
    ["webhook-timestamp", "NaN"],
  ] as const) {
    it(`refuses ${name} "${value}"`, () =>
      assert.equal(standard({ headers: { ...first.headers, [name]: value } }), false));
  }
  it("refuses secrets that are none: empty, short, not base64", () => {
    for (const secret of ["", "whsec_", "whsec_YQ==", "0123456789abcdef0123456789abcdef", "whsec_!!!"])
      assert.equal(standard({ secrets: [secret] }), false);
  });
});

describe("signatures over exactly the bytes that came", () => {
  const secret = "secret-of-24-bytes-or-so";
  const hex = (bytes: Uint8Array) => `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
  for (const text of ['{ "a" :\t1 }', '{"a":"\\u00e9"}', "\ufeff{}", "{\r\n}", '{"a":1,"a":2}', "", "é", "\0"]) {
    it(`fit ${JSON.stringify(text)} as sent, and no other byte`, () => {
      const body = Buffer.from(text);
      assert.equal(verifyHmacSha256Hex(hex(body), body, [secret]), true);
      for (let index = 0; index < body.length; index += 1) {
        const changed = Buffer.from(body);
        changed[index] = (changed[index] ?? 0) ^ 1;
        assert.equal(verifyHmacSha256Hex(hex(body), changed, [secret]), false);
      }
    });
  }
  for (const vendor of ["jira", "request-tracker (own scrip)"]) {
    it(`fit the vector of ${vendor}`, () => {
      const vector = vectors.find((candidate) => candidate.vendor === vendor) ?? assert.fail();
      assert.equal(verifyHmacSha256Hex(vector.expected, Buffer.from(vector.body ?? ""), [vector.secret]), true);
    });
  }
  it("are of one spelling", () => {
    const body = Buffer.from("{}");
    const right = hex(body);
    for (const wrong of [
      undefined,
      "",
      "sha256=",
      right.slice(0, -1),
      `${right}0`,
      right.toUpperCase(),
      right.replace("sha256=", ""),
      right.replace("sha256", "sha1"),
      `${right}, ${right}`,
      ` ${right}`,
      `sha256=${"z".repeat(64)}`,
    ])
      assert.equal(verifyHmacSha256Hex(wrong, body, [secret]), false, wrong);
  });
  it("need a key: an empty one fits nothing, though anybody could sign with it", () => {
    const body = Buffer.from("{}");
    const sha256 = `sha256=${createHmac("sha256", "").update(body).digest("hex")}`;
    const sha1 = `sha1=${createHmac("sha1", "").update(body).digest("base64")}`;
    assert.equal(verifyHmacSha256Hex(sha256, body, [""]), false);
    assert.equal(verifyHmacSha1Base64(sha1, body, [""]), false);
    assert.equal(verifyHmacSha256Hex(sha256, body, []), false);
  });
  it("try five secrets and no more", () => {
    const body = Buffer.from("{}");
    const before = (count: number) => [...Array.from({ length: count }, (_, index) => `other-${index}`), secret];
    assert.equal(verifyHmacSha256Hex(hex(body), body, before(4)), true);
    assert.equal(verifyHmacSha256Hex(hex(body), body, before(5)), false);
  });
});

describe("t=…,v1=…", () => {
  const secret = "secret-of-24-bytes-or-so";
  const now = new Date("2026-03-17T09:00:00Z");
  const body = Buffer.from('{"a":1}');
  const stamp = now.getTime() / 1_000;
  const signatureOf = (at: number) => createHmac("sha256", secret).update(`${at}.`).update(body).digest("hex");
  const verify = (header: string, secrets = [secret]) => verifyTimestamped(header, { body, secrets, now });
  const right = signatureOf(stamp);
  const wrong = "0".repeat(64);
  const cases: readonly [string, string, boolean][] = [
    ["the right one", `t=${stamp},v1=${right}`, true],
    ["the right one among others", `t=${stamp},v1=${wrong},v1=${right}`, true],
    ["five minutes old", `t=${stamp - 300},v1=${signatureOf(stamp - 300)}`, true],
    ["five minutes ahead", `t=${stamp + 300},v1=${signatureOf(stamp + 300)}`, true],
    ["a second older", `t=${stamp - 301},v1=${signatureOf(stamp - 301)}`, false],
    ["a second further ahead", `t=${stamp + 301},v1=${signatureOf(stamp + 301)}`, false],
    ["another time", `t=${stamp + 1},v1=${right}`, false],
    ["the sixth", `t=${stamp}${`,v1=${wrong}`.repeat(5)},v1=${right}`, false],
    ["no time", `v1=${right}`, false],
    ["two times", `t=${stamp},t=${stamp},v1=${right}`, false],
    ["no signature", `t=${stamp}`, false],
    ["another version", `t=${stamp},v0=${right}`, false],
    ["upper case", `t=${stamp},v1=${right.toUpperCase()}`, false],
    ["blanks", `t=${stamp}, v1=${right}`, false],
  ];
  for (const [sentence, header, accepted] of cases) {
    it(`${accepted ? "accepts" : "refuses"} ${sentence}`, () => assert.equal(verify(header), accepted));
  }
  it("refuses another secret, and no header", () => {
    assert.equal(verify(`t=${stamp},v1=${right}`, ["other"]), false);
    assert.equal(verifyTimestamped(undefined, { body, secrets: [secret], now }), false);
  });
});

describe("HMAC-SHA256 in base64", () => {
  const secret = "secret-of-24-bytes-or-so";
  const body = Buffer.from('{"a": 1}');
  const now = new Date("2026-03-17T09:00:00Z");
  const stamp = String(now.getTime() / 1_000);
  const bare = createHmac("sha256", secret).update(body).digest("base64");
  const stamped = (at: string) => `v1=${createHmac("sha256", secret).update(`${at}.`).update(body).digest("base64")}`;

  it("fits the bytes as they came, and nothing before or after it", () => {
    assert.equal(verifyHmacSha256Base64(bare, body, ["other", secret]), true);
    const respelt = `${bare.slice(0, -2)}${nextLetter(bare.slice(-2))}=`;
    for (const header of [undefined, "", `${bare} `, `sha256=${bare}`, bare.slice(0, -1), bare.toLowerCase(), respelt])
      assert.equal(verifyHmacSha256Base64(header, body, [secret]), false, header);
    assert.equal(verifyHmacSha256Base64(bare, Buffer.from('{"a":1}'), [secret]), false);
    assert.equal(verifyHmacSha256Base64(bare, body, [""]), false);
  });
  it("fits the seconds beside it, five minutes both ways", () => {
    const verify = (at: string | undefined, signature: string | undefined) =>
      verifyStamped(at, signature, { body, secrets: [secret], now });
    const early = String(Number(stamp) - 300);
    const tooEarly = String(Number(stamp) - 301);
    assert.equal(verify(stamp, stamped(stamp)), true);
    assert.equal(verify(early, stamped(early)), true);
    assert.equal(verify(tooEarly, stamped(tooEarly)), false);
    assert.equal(verify(early, stamped(stamp)), false);
    for (const pair of [
      [undefined, stamped(stamp)],
      [stamp, undefined],
      [stamp, stamped(stamp).slice(3)],
      ["soon", stamped("soon")],
    ])
      assert.equal(verify(pair[0], pair[1]), false);
  });
});
