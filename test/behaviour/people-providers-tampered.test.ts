import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "../support/browser.ts";
import { secretOf } from "../support/people-world.ts";
import { begin, isIn, openProviderWorld, type ProviderWorld, visit } from "../support/provider-world.ts";
import type { Twist } from "../support/simulated-provider.ts";

let world: ProviderWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openProviderWorld({ after: (run) => void closers.unshift(run) });
  const link = secretOf(await world.invite("anna@msp.example"));
  world.provider.person = { sub: "anna-1" };
  const browser = world.browser();
  await browser.call("GET", await visit(await begin(browser, "entra", { link })));
  assert.equal(await isIn(browser), true);
});
after(async () => {
  for (const close of closers) await close();
});

describe("a sign-in that somebody tampers with", () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const twists: readonly [string, () => Twist][] = [
    ["alg none", () => ({ signature: "none" })],
    ["alg HS256 with the client's secret", () => ({ signature: "secret" })],
    ["a key that is not the provider's", () => ({ signature: "otherKey" })],
    ["a broken signature", () => ({ signature: "broken" })],
    ["no ID token", () => ({ noIdToken: true })],
    ["another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["the issuer with a slash", () => ({ claims: { iss: `${world.provider.issuer}/` } })],
    ["no issuer", () => ({ without: ["iss"] })],
    ["another audience", () => ({ claims: { aud: "another-client" } })],
    ["no audience", () => ({ without: ["aud"] })],
    ["two audiences and no azp", () => ({ claims: { aud: [world.provider.clientId, "another-client"] } })],
    ["another azp", () => ({ claims: { azp: "another-client" } })],
    ["another nonce", () => ({ claims: { nonce: "another" } })],
    ["an empty nonce", () => ({ claims: { nonce: "" } })],
    ["no nonce", () => ({ without: ["nonce"] })],
    ["an end that has passed", () => ({ claims: { exp: now() - 60 } })],
    ["no end", () => ({ without: ["exp"] })],
    ["a beginning that is still to come", () => ({ claims: { nbf: now() + 600 } })],
    ["issued long ago", () => ({ claims: { iat: now() - 7_200, exp: now() + 600 } })],
    ["issued in the future", () => ({ claims: { iat: now() + 600 } })],
    ["no subject", () => ({ without: ["sub"] })],
    ["an empty subject", () => ({ claims: { sub: "" } })],
  ];
  /** Each ends where it would have signed in. @returns the browser that must not be in */
  const ways: readonly (readonly [string, (browser: Browser) => Promise<void>])[] = [
    ...twists.map(
      ([sentence, twist]) =>
        [
          sentence,
          async (browser: Browser) => {
            world.provider.twist = twist();
            await browser.call("GET", await visit(await begin(browser)));
          },
        ] as const,
    ),
    [
      "another state",
      async (browser) => {
        const back = await visit(await begin(browser));
        await browser.call("GET", back.replace(/state=[^&]+/, `state=${"x".repeat(32)}`));
      },
    ],
    [
      "no state",
      async (browser) =>
        void (await browser.call("GET", (await visit(await begin(browser))).replace(/&?state=[^&]+/, ""))),
    ],
    [
      "the state of another browser",
      async (browser) => void (await browser.call("GET", await visit(await begin(world.browser())))),
    ],
    [
      "the code of another sign-in, which its PKCE verifier does not fit",
      async (browser) => {
        const theirs = new URLSearchParams((await visit(await begin(world.browser()))).split("?")[1]);
        const back = await visit(await begin(browser));
        await browser.call("GET", back.replace(/code=[^&]+/, `code=${theirs.get("code") ?? ""}`));
      },
    ],
    [
      "a code that was used, with the cookies of that sign-in",
      async (browser) => {
        const first = world.browser();
        const back = await visit(await begin(first));
        const cookies = new Map(first.cookies);
        await first.call("GET", back);
        for (const [name, value] of cookies) browser.cookies.set(name, value);
        await browser.call("GET", back);
      },
    ],
    [
      "the answer of one provider at the address of the other",
      async (browser) =>
        void (await browser.call(
          "GET",
          (await visit(await begin(browser))).replace("/callback/entra", "/callback/open"),
        )),
    ],
    [
      "another issuer in the answer",
      async (browser) =>
        void (await browser.call("GET", `${await visit(await begin(browser))}&iss=https%3A%2F%2Fevil.example`)),
    ],
    [
      "an ID token handed in by the browser",
      async (browser) => {
        const answer = await browser.call("POST", "/api/auth/sign-in/social", {
          provider: "entra",
          idToken: { token: "x.y.z" },
        });
        assert.equal(answer.status, 422);
      },
    ],
    [
      "a form that another site posts",
      async (browser) => {
        const back = await visit(await begin(browser));
        await browser.send("POST", back.split("?")[0] ?? "", {
          body: back.split("?")[1] ?? "",
          headers: { "content-type": "application/x-www-form-urlencoded" },
        });
      },
    ],
    [
      "no code",
      async (browser) =>
        void (await browser.call("GET", (await visit(await begin(browser))).replace(/code=[^&]+&?/, ""))),
    ],
  ];

  it("would go well without it", async () => {
    world.provider.person = { sub: "anna-1" };
    world.provider.twist = {};
    const browser = world.browser();
    await browser.call("GET", await visit(await begin(browser)));
    assert.equal(await isIn(browser), true);
  });
  for (const [sentence, tamper] of ways)
    it(`is refused: ${sentence}`, async () => {
      world.provider.person = { sub: "anna-1" };
      world.provider.twist = {};
      const browser = world.browser();
      await tamper(browser);
      world.provider.twist = {};
      assert.equal(await isIn(browser), false);
    });
  it("is tried in at least thirty ways", () => assert.ok(ways.length >= 30, String(ways.length)));

  it("leads nowhere else afterwards", async () => {
    for (const elsewhere of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      const more = { provider: "entra", callbackURL: elsewhere };
      assert.equal((await world.browser().call("POST", "/api/auth/sign-in/social", more)).status, 422, elsewhere);
    }
  });
});
