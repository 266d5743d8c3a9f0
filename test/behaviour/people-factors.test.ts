import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import type { Browser } from "../support/browser.ts";
import { becomeOwner, openPeopleWorld, passwordOf, type PeopleWorld, redeem, signIn } from "../support/people-world.ts";
import { readCode } from "../support/totp.ts";

const origin = "https://desk.msp.example";
let world: PeopleWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openPeopleWorld(
    { after: (run) => void closers.push(run) },
    { environment: { INTERDESK_PUBLIC_URL: origin } },
  );
  await becomeOwner(world);
});
after(async () => {
  for (const close of closers) await close();
});

const auth = (browser: Browser, route: string, body?: object) => browser.call("POST", `/api/auth${route}`, body);
const stepMs = 30_000;
/** Of the next half minute: a code is taken a little early, and each once. */
const nextCode = (uri: string) => readCode(uri, Date.now() + stepMs);

async function enable(browser: Browser, email: string): Promise<{ uri: string; backupCodes: string[] }> {
  const { status, body } = await auth(browser, "/two-factor/enable", { password: passwordOf(email) });
  assert.equal(status, 200, JSON.stringify(body));
  const uri = String(body["totpURI"]);
  const verified = await auth(browser, "/two-factor/verify-totp", { code: readCode(uri) });
  assert.equal(verified.status, 200, JSON.stringify(verified.body));
  return { uri, backupCodes: body["backupCodes"] as string[] };
}

describe("cookies over https", () => {
  it("are this host's alone, for every path, encrypted, and out of scripts' reach", async () => {
    const browser = await world.join("cora@msp.example", "viewer");
    const answer = await signIn(browser, "cora@msp.example");
    const [line = "", ...more] = answer.headers.getSetCookie().filter((one) => one.includes("session_token"));
    assert.deepEqual(more, []);
    assert.match(line, /^__Host-interdesk\.session_token=/);
    for (const word of [/; Path=\/(;|$)/i, /; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i]) assert.match(line, word);
    assert.doesNotMatch(line, /Domain/i);
    assert.deepEqual(
      ["cache-control", "x-content-type-options", "referrer-policy"].map((name) => answer.headers.get(name)),
      ["no-store", "nosniff", "no-referrer"],
    );
  });
});

describe("a second factor", () => {
  it("is asked for once it is on; until then nobody has signed in", async () => {
    const email = "dora@msp.example";
    const { uri } = await enable(await world.join(email, "viewer"), email);
    const browser = world.browser();
    const first = await signIn(browser, email);
    assert.deepEqual([first.status, first.body["twoFactorRedirect"]], [200, true]);
    assert.equal((await browser.call("GET", "/api/v1/me")).status, 401);
    const wrong = await auth(browser, "/two-factor/verify-totp", { code: "000000" });
    assert.equal(wrong.status, 401);
    assert.equal((await auth(browser, "/two-factor/verify-totp", { code: nextCode(uri) })).status, 200);
    const me = await browser.call("GET", "/api/v1/me");
    assert.deepEqual([me.body["secondFactor"], me.body["role"]], [true, "viewer"]);
    const signIns = (await world.audit("person.signIn")).filter(({ actor }) => actor === `person ${email}`);
    assert.deepEqual(
      signIns.map(({ detail }) => detail["by"]),
      ["password and code", "password"],
    );
    assert.equal((await world.audit("person.secondFactorOn"))[0]?.actor, `person ${email}`);
  });

  it("takes each code once", async () => {
    const email = "emil@msp.example";
    const { uri } = await enable(await world.join(email, "viewer"), email);
    const code = nextCode(uri);
    const [one, other] = [world.browser(), world.browser()];
    await signIn(one, email);
    await signIn(other, email);
    assert.equal((await auth(one, "/two-factor/verify-totp", { code })).status, 200);
    const again = await auth(other, "/two-factor/verify-totp", { code });
    assert.deepEqual([again.status, /used already/.test(String(again.body["detail"]))], [401, true]);
    assert.equal((await other.call("GET", "/api/v1/me")).status, 401);
  });

  it("lets in by a backup code, each once", async () => {
    const email = "fred@msp.example";
    const { backupCodes } = await enable(await world.join(email, "viewer"), email);
    assert.equal(backupCodes.length, 10);
    const [code] = backupCodes;
    for (const expected of [200, 401]) {
      const browser = world.browser();
      await signIn(browser, email);
      assert.equal((await auth(browser, "/two-factor/verify-backup-code", { code })).status, expected);
    }
  });

  it("is guessed at five times a sign-in, and ten in all", async () => {
    const email = "gina@msp.example";
    const { uri } = await enable(await world.join(email, "viewer"), email);
    let refused = 0;
    for (let round = 0; round < 4; round += 1) {
      const browser = world.browser();
      await signIn(browser, email);
      for (let attempt = 0; attempt < 7; attempt += 1) {
        const { status } = await auth(browser, "/two-factor/verify-totp", { code: String(100_000 + attempt) });
        assert.notEqual(status, 200);
        refused += status === 401 ? 1 : 0;
      }
    }
    const browser = world.browser();
    await signIn(browser, email);
    const right = await auth(browser, "/two-factor/verify-totp", { code: nextCode(uri) });
    assert.equal(right.status, 429, "the right code waits as well: the password is known to somebody");
    assert.ok(refused <= 28);
  });

  it("cannot be switched off or seen with the session alone", async () => {
    const email = "hans@msp.example";
    const browser = await world.join(email, "viewer");
    await enable(browser, email);
    for (const route of ["/two-factor/disable", "/two-factor/generate-backup-codes", "/two-factor/enable"])
      assert.equal((await auth(browser, route, { password: "guessed it maybe" })).status, 400, route);
    assert.equal((await auth(browser, "/two-factor/get-totp-uri", { password: passwordOf(email) })).status, 404);
    assert.equal((await auth(browser, "/two-factor/disable", { password: passwordOf(email) })).status, 200);
    assert.equal((await browser.call("GET", "/api/v1/me")).body["secondFactor"], false);
    assert.equal((await world.audit("person.secondFactorOff"))[0]?.actor, `person ${email}`);
  });

  it("ends with a link of an admin's, for who has lost the phone, and only if it says so", async () => {
    const email = "ilse@msp.example";
    await enable(await world.join(email, "viewer"), email);
    const make = async (dropFactors: boolean) =>
      ((await world.api.post(`/people/${email}/reset-link`, { dropFactors })) as { url: string }).url;
    const secretPart = (url: string) => url.split("/setup/")[1] ?? "";
    const kept = await world.browser().call("POST", "/api/auth/link/redeem", {
      secret: secretPart(await make(false)),
      password: "something new to say",
    });
    assert.deepEqual([kept.status, kept.body["signedIn"]], [200, false]);
    await redeem(world.browser(), await make(true), { password: "something newer to say" });
  });

  it("is kept encrypted", async () => {
    const email = "jana@msp.example";
    const { uri, backupCodes } = await enable(await world.join(email, "viewer"), email);
    const rows = await askDatabase<{ all: string }>(
      world.database,
      "select f::text as all from person_second_factor f",
    );
    const secret = new URL(uri).searchParams.get("secret") ?? "nothing";
    for (const { all } of rows) for (const told of [secret, ...backupCodes]) assert.ok(!all.includes(told));
  });
});

describe("passkeys", () => {
  const add = async (browser: Browser, device: ReturnType<typeof createAuthenticator>) => {
    const options = await browser.call("GET", "/api/auth/passkey/generate-register-options");
    assert.equal(options.status, 200, JSON.stringify(options.body));
    const response = device.register(options.body as unknown as Parameters<typeof device.register>[0]);
    return auth(browser, "/passkey/verify-registration", { response, name: "Laptop" });
  };
  const use = async (browser: Browser, device: ReturnType<typeof createAuthenticator>) => {
    const options = await browser.call("GET", "/api/auth/passkey/generate-authenticate-options");
    const response = device.sign(options.body as unknown as Parameters<typeof device.sign>[0]);
    return auth(browser, "/passkey/verify-authentication", { response });
  };

  it("sign in without a password, and not any more once they are removed", async () => {
    const browser = await world.join("kira@msp.example", "technician");
    const device = createAuthenticator({ origin });
    const added = await add(browser, device);
    assert.equal(added.status, 200, JSON.stringify(added.body));
    const other = world.browser();
    assert.equal((await use(other, device)).status, 200);
    assert.deepEqual((await other.call("GET", "/api/v1/me")).body["passkeys"], 1);
    assert.deepEqual((await world.audit("person.signIn"))[0]?.detail["by"], "passkey");
    assert.equal((await auth(browser, "/passkey/delete-passkey", { id: added.body["id"] as string })).status, 200);
    assert.equal((await use(world.browser(), device)).status, 401);
    assert.deepEqual(
      [(await world.audit("person.passkeyAdd")).length, (await world.audit("person.passkeyRemove")).length],
      [1, 1],
    );
  });

  it("are refused from another page, for another host, with another key, without a check of the user, and twice", async () => {
    const browser = await world.join("lena@msp.example", "technician");
    const device = createAuthenticator({ origin });
    assert.equal((await add(browser, createAuthenticator({ origin: "https://evil.example" }))).status >= 400, true);
    assert.equal((await add(browser, createAuthenticator({ origin, rpId: "evil.example" }))).status >= 400, true);
    assert.equal((await add(browser, createAuthenticator({ origin, checksUser: false }))).status, 401);
    assert.equal((await add(browser, device)).status, 200);
    const person = world.browser();
    const options = await person.call("GET", "/api/auth/passkey/generate-authenticate-options");
    const response = device.sign(options.body as unknown as Parameters<typeof device.sign>[0]) as {
      response: Record<string, string>;
    };
    const stranger = createAuthenticator({ origin }).sign(options.body as unknown as Parameters<typeof device.sign>[0]);
    const { response: theirs } = stranger as { response: Record<string, string> };
    const forged = { ...response, response: { ...response.response, signature: theirs["signature"] } };
    assert.ok((await auth(person, "/passkey/verify-authentication", { response: forged })).status >= 400);
    assert.ok(
      (await auth(person, "/passkey/verify-authentication", { response })).status >= 400,
      "the challenge is used",
    );
    const elsewhere = world.browser();
    await elsewhere.call("GET", "/api/auth/passkey/generate-authenticate-options");
    assert.ok(
      (await auth(elsewhere, "/passkey/verify-authentication", { response })).status >= 400,
      "another's challenge",
    );
  });

  it("want a sign-in that is not old, when one is added", async () => {
    const browser = await world.join("mona@msp.example", "viewer");
    await askDatabase(
      world.database,
      `update person_session set created_at = now() - interval '11 minutes'
        where person_id = (select id from person where email = 'mona@msp.example')`,
    );
    assert.equal((await browser.call("GET", "/api/v1/me")).status, 200);
    assert.equal((await browser.call("GET", "/api/auth/passkey/generate-register-options")).status, 403);
  });
});
