import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createVendorHttp } from "../../connectors/http.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import { type SimulatedProvider, startSimulatedProvider } from "../../test/support/simulated-provider.ts";
import { createOidcDirectory } from "./oidc-metadata.ts";

let provider: SimulatedProvider;
let http: ReturnType<typeof createVendorHttp>;
before(async () => {
  provider = await startSimulatedProvider();
  http = createVendorHttp({
    account: "test",
    slots: createLocalSlots(),
    allowedPrivate: [provider.address],
    secrets: [],
    clock: { now: () => new Date() },
  });
});
after(async () => {
  await http.close();
  await provider.close();
});

async function askToken(nonce: string): Promise<string> {
  const redirect = "http://hub.example/back";
  const url = new URL(`${provider.issuer}/authorize`);
  url.search = new URLSearchParams({
    redirect_uri: redirect,
    nonce,
    state: "s",
    // SHA-256 of "verifier"
    code_challenge: "iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ",
  }).toString();
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "");
  const credentials = `${encodeURIComponent(provider.clientId)}:${encodeURIComponent(provider.clientSecret)}`;
  const answer = await fetch(`${provider.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    body: new URLSearchParams({
      code: back.searchParams.get("code") ?? "",
      redirect_uri: redirect,
      code_verifier: "verifier",
    }),
  });
  return ((await answer.json()) as { id_token: string }).id_token;
}

describe("what a provider says of itself", () => {
  it("is refused where it calls itself otherwise than the settings", async () => {
    const { clientId } = provider;
    const directory = createOidcDirectory({ issuer: `${provider.issuer}/`, clientId }, http, Date.now);
    await assert.rejects(directory.read(), /calls itself/);
  });

  it("is not asked where the address is inside and nobody allowed it", async () => {
    const guarded = createVendorHttp({
      account: "test",
      slots: createLocalSlots(),
      allowedPrivate: [],
      secrets: [],
      clock: { now: () => new Date() },
    });
    const directory = createOidcDirectory(provider, guarded, Date.now);
    await assert.rejects(directory.read(), /must begin with https/);
    await guarded.close();
  });

  it("is asked anew when a key is missing, once in a while", async () => {
    let aheadMs = 0;
    const directory = createOidcDirectory(provider, http, () => Date.now() + aheadMs);
    const first = await directory.verify(await askToken("n1"), "n1");
    assert.equal(first.sub, provider.person.sub);
    provider.rotate();
    const token = await askToken("n2");
    await assert.rejects(directory.verify(token, "n2"), /no applicable key/);
    aheadMs = 31_000;
    assert.equal((await directory.verify(token, "n2")).sub, provider.person.sub);
  });
});
