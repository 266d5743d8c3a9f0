import assert from "node:assert/strict";
import { describe as suite, it } from "node:test";
import { createRedactor, describe } from "./redaction.ts";

const secret = 'p@ss "wörd"+/=42';
const redact = createRedactor([secret, "abc"]);

suite("secrets in what a vendor says", () => {
  const basic = (user: string) => Buffer.from(`${user}:${secret}`).toString("base64");
  const echoes: readonly [string, string][] = [
    ["as it is", secret],
    ["in a URL", encodeURIComponent(secret)],
    ["in a URL, lower case", encodeURIComponent(secret).replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase())],
    ["in a form", encodeURIComponent(secret).replaceAll("%20", "+")],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64url", Buffer.from(secret).toString("base64url")],
  ];
  for (const [sentence, echo] of echoes) {
    it(`is not told ${sentence}`, () => assert.equal(redact(`<${echo}>`).includes(echo), false));
  }
  for (const user of ["", "a", "ab", "abc", "admin"]) {
    it(`is not told as the basic password of "${user}", without the word Basic`, () => {
      const told = redact(`got ${basic(user)} from you`);
      const decoded = (told.match(/[\w+/=]{4,}/g) ?? []).map((part) => Buffer.from(part, "base64").toString());
      assert.equal(
        decoded.some((text) => text.includes("@ss") || text.includes("+/=4")),
        false,
        told,
      );
    });
  }
  for (const text of [
    "Authorization: Bearer abcdefghij",
    "authorization: Basic YWRtaW46YWRtaW4=",
    '{"password":"hunter22"}',
    "api_key=hunter22&x=1",
    "X-Api-Key: hunter22",
    "Secret = hunter22",
  ]) {
    it(`masks what looks like a credential: ${text}`, () =>
      assert.doesNotMatch(redact(text), /abcdefghij|YWRtaW46|hunter22/));
  }
  it("masks path and query of an address that is a secret, where they stand alone", () => {
    const redactUrl = createRedactor(["https://hooks.example/services/T000/B000/abcdefgh?sig=0123456789abcdef"]);
    const told = redactUrl("No hook at /services/T000/B000/abcdefgh, or ?sig=0123456789abcdef is wrong.");
    assert.doesNotMatch(told, /abcdefgh|0123456789/);
    assert.equal(createRedactor(["https://example.com/hook"])("/hook"), "/hook");
  });
  it("leaves ordinary words alone, and secrets too short to tell from them", () => {
    assert.equal(redact("The ticket abc was not found."), "The ticket abc was not found.");
  });
  it("tells one line of 500 characters at most, cut after redaction", () => {
    const told = describe(`${"x".repeat(490)}${secret}\r\nSet-Cookie: a\u0000\u001b[31m${"😀".repeat(300)}`, redact);
    assert.ok(told.length <= 500);
    assert.doesNotMatch(told, /p@ss|\p{Cc}/u);
    assert.equal(told.isWellFormed(), true);
  });
});
