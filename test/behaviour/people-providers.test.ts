import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import { redeem, secretOf } from "../support/people-world.ts";
import { begin, isIn, openProviderWorld, type ProviderWorld, visit } from "../support/provider-world.ts";

let world: ProviderWorld;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openProviderWorld({ after: (run) => void closers.unshift(run) });
});
after(async () => {
  for (const close of closers) await close();
});

const tells = (headers: Headers) => new URL(headers.get("location") ?? "", "http://hub").searchParams.get("error");

describe("sign-in at a provider", () => {
  it("is offered by name, without what is secret", async () => {
    const { body } = await world.browser().call("GET", "/api/auth/providers");
    assert.deepEqual(body["providers"], [
      { id: "entra", name: "Microsoft" },
      { id: "open", name: "open" },
    ]);
  });

  it("asks for a code with PKCE, state and nonce", async () => {
    const { searchParams } = await begin(world.browser());
    assert.deepEqual(
      ["response_type", "client_id", "code_challenge_method", "scope"].map((name) => searchParams.get(name)),
      ["code", world.provider.clientId, "S256", "openid email profile"],
    );
    assert.match(searchParams.get("code_challenge") ?? "", /^[\w-]{43}$/);
    for (const name of ["state", "nonce"]) assert.ok((searchParams.get(name) ?? "").length >= 32, name);
    assert.equal(searchParams.get("redirect_uri"), `${world.hub.url}/api/auth/callback/entra`);
  });

  it("lets nobody in who was not invited, whatever address the provider tells", async () => {
    world.provider.person = { sub: "stranger", email: "olga@msp.example", name: "Not Olga" };
    const browser = world.browser();
    const { status, headers } = await browser.call("GET", await visit(await begin(browser)));
    assert.equal(status, 302);
    assert.equal(tells(headers), "account_not_linked");
    assert.equal(await isIn(browser), false);
    world.provider.person = { sub: "stranger", email: "stranger@else.example", name: "Stranger" };
    await browser.call("GET", await visit(await begin(browser)));
    assert.equal(await isIn(browser), false);
  });

  it("accepts an invitation, and from then on knows the person by issuer and subject", async () => {
    const url = await world.invite("anna@msp.example");
    world.provider.person = { sub: "anna-1", email: "a.roth@another.example", name: "Anna Roth" };
    const browser = world.browser();
    await browser.call("GET", await visit(await begin(browser, "entra", { link: secretOf(url) })));
    assert.equal((await browser.call("GET", "/api/v1/me")).body["role"], "technician");
    world.provider.person = { sub: "anna-1" };
    const again = world.browser();
    await again.call("GET", await visit(await begin(again)));
    const me = await again.call("GET", "/api/v1/me");
    assert.deepEqual(
      [me.body["name"], me.body["providers"], me.body["hasPassword"]],
      ["person anna@msp.example", ["entra"], false],
    );
    world.provider.person = { sub: "anna-2", email: "anna@msp.example" };
    const other = world.browser();
    await other.call("GET", await visit(await begin(other)));
    assert.equal(await isIn(other), false, "another subject with her address is another");
    const reused = world.browser();
    world.provider.person = { sub: "thief", email: "anna@msp.example" };
    await reused.call("GET", await visit(await begin(reused, "entra", { link: secretOf(url) })));
    assert.equal(await isIn(reused), false, "the invitation is used");
    const kept = await askDatabase<{ tokens: string | null }>(
      world.database,
      "select concat(access_token, refresh_token, id_token) as tokens from person_account",
    );
    assert.deepEqual([...new Set(kept.map(({ tokens }) => tokens))], [""], "no token of a provider is kept");
  });

  it("lets in everybody where the settings name a role, but never as somebody who is here", async () => {
    world.open.person = { sub: "nora", email: "nora@msp.example", name: "Nora New" };
    const browser = world.browser();
    await browser.call("GET", await visit(await begin(browser, "open")));
    const me = await browser.call("GET", "/api/v1/me");
    assert.deepEqual([me.body["role"], me.body["name"]], ["viewer", "person nora@msp.example"]);
    world.open.person = { sub: "evil", email: "olga@msp.example" };
    const evil = world.browser();
    await evil.call("GET", await visit(await begin(evil, "open")));
    assert.equal(await isIn(evil), false);
  });

  it("takes the address from the provider's own endpoint where the token holds none", async () => {
    world.open.tellsByEndpoint = true;
    world.open.person = { sub: "paul", email: "paul@msp.example", name: "Paul" };
    const browser = world.browser();
    await browser.call("GET", await visit(await begin(browser, "open")));
    assert.equal((await browser.call("GET", "/api/v1/me")).body["name"], "person paul@msp.example");
    world.open.tellsByEndpoint = false;
  });

  it("can be added from within a session, and taken away", async () => {
    const browser = await redeem(world.browser(), await world.invite("uwe@msp.example"), {
      password: "nothing like a password",
    });
    world.provider.person = { sub: "uwe-1", email: "private@else.example" };
    await browser.call("GET", await visit(await begin(browser, "entra", {}, "/link-social")));
    const other = world.browser();
    await other.call("GET", await visit(await begin(other)));
    assert.equal((await other.call("GET", "/api/v1/me")).body["name"], "person uwe@msp.example");
    const { body } = await browser.call("GET", "/api/auth/list-accounts");
    const account = (body as unknown as { id: string; providerId: string }[]).find(
      ({ providerId }) => providerId === "entra",
    );
    assert.equal((await browser.call("POST", "/api/auth/unlink-account", { accountId: account?.id })).status, 200);
    const gone = world.browser();
    await gone.call("GET", await visit(await begin(gone)));
    assert.equal(await isIn(gone), false);
    assert.deepEqual(
      [(await world.audit("person.providerAdd")).length, (await world.audit("person.providerRemove")).length],
      [1, 1],
    );
  });
});
