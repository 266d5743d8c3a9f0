import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alertmanager } from "./index.ts";
import { Secrets } from "./manifest.ts";

const token = "0123456789abcdef-token";
const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

function verify(authorization: string | undefined, ...secretVersions: readonly Record<string, string>[]): boolean {
  const { inbound } = alertmanager.open({
    settings: {},
    secrets: secretVersions[0] ?? {},
    secretVersions,
    maps: {},
    http: { request: () => assert.fail("calls nobody"), redact: String },
    clock: { now: () => new Date() },
  });
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const request = { method: "POST", headers, query: {}, body: new Uint8Array(), receivedAt: new Date() };
  return inbound?.verify(request).accepted ?? assert.fail("takes no requests");
}

describe("who may deliver", () => {
  const user = { basicUser: "am", basicPassword: "long-enough-password" };
  const cases: readonly [string, string | undefined, readonly Record<string, string>[], boolean][] = [
    ["the address alone, where no secret is set", undefined, [{}], true],
    ["the token", `Bearer ${token}`, [{ bearerToken: token }], true],
    [
      "the old token while it is being changed",
      `Bearer ${token}`,
      [{ bearerToken: `new-${token}` }, { bearerToken: token }],
      true,
    ],
    [
      "the new token while it is being changed",
      `Bearer new-${token}`,
      [{ bearerToken: `new-${token}` }, { bearerToken: token }],
      true,
    ],
    ["user and password", basic("am:long-enough-password"), [user], true],
    ["either, where both are set", `Bearer ${token}`, [{ ...user, bearerToken: token }], true],
    ["nobody without a header", undefined, [{ bearerToken: token }], false],
    ["nobody without a header, where only the old version had a token", undefined, [{}, { bearerToken: token }], false],
    ["not the token cut", `Bearer ${token.slice(0, -1)}`, [{ bearerToken: token }], false],
    ["not the token and more", `Bearer ${token}x`, [{ bearerToken: token }], false],
    ["not the token in other case", `Bearer ${token.toUpperCase()}`, [{ bearerToken: token }], false],
    ["not the token as a password", basic(`am:${token}`), [{ bearerToken: token }], false],
    ["not the token without its scheme", token, [{ bearerToken: token }], false],
    ["not an empty token", "Bearer ", [{ bearerToken: token }], false],
    ["not a wrong password", basic("am:wrong-enough-password"), [user], false],
    ["not another user", basic("an:long-enough-password"), [user], false],
  ];
  for (const [sentence, header, versions, accepted] of cases) {
    it(sentence, () => assert.equal(verify(header, ...versions), accepted));
  }
});

describe("secrets of a connection", () => {
  for (const [half, other] of [
    [{ basicUser: "am" }, "basicPassword"],
    [{ basicPassword: "long-enough-password" }, "basicUser"],
  ] as const) {
    it(`need both halves: a lone ${Object.keys(half)[0]} would leave the address unprotected`, () => {
      const parsed = Secrets.safeParse(half);
      assert.deepEqual(
        parsed.error?.issues.map(({ path }) => path),
        [[other]],
      );
    });
  }
});
