import assert from "node:assert/strict";
import type { Browser } from "./browser.ts";
import { becomeOwner, openPeopleWorld, type PeopleWorld } from "./people-world.ts";
import { type SimulatedProvider, startSimulatedProvider } from "./simulated-provider.ts";

export interface ProviderWorld extends PeopleWorld {
  /** `entra`: lets in who was invited. */
  provider: SimulatedProvider;
  /** `open`: lets in everybody, as viewer. */
  open: SimulatedProvider;
  /** @returns the link */
  invite(email: string): Promise<string>;
}

export async function openProviderWorld(context: { after(run: () => Promise<void>): void }): Promise<ProviderWorld> {
  const provider = await startSimulatedProvider();
  const open = await startSimulatedProvider();
  context.after(provider.close);
  context.after(open.close);
  const world = await openPeopleWorld(context, {
    allowedPrivate: [provider.address, open.address],
    environment: {
      INTERDESK_OIDC_ENTRA_ISSUER: provider.issuer,
      INTERDESK_OIDC_ENTRA_CLIENT_ID: provider.clientId,
      INTERDESK_OIDC_ENTRA_CLIENT_SECRET: provider.clientSecret,
      INTERDESK_OIDC_ENTRA_NAME: "Microsoft",
      INTERDESK_OIDC_OPEN_ISSUER: open.issuer,
      INTERDESK_OIDC_OPEN_CLIENT_ID: open.clientId,
      INTERDESK_OIDC_OPEN_CLIENT_SECRET: open.clientSecret,
      INTERDESK_OIDC_OPEN_ROLE: "viewer",
    },
  });
  await becomeOwner(world);
  const invite = async (email: string) => {
    const body = { email, name: "Anna", role: "technician" };
    return ((await world.api.post("/people", body)) as { url: string }).url;
  };
  return { ...world, provider, open, invite };
}

/** Begins at the hub. @returns where the provider is to be asked */
export async function begin(
  browser: Browser,
  id = "entra",
  more: object = {},
  route = "/sign-in/social",
): Promise<URL> {
  const { status, body } = await browser.call("POST", `/api/auth${route}`, { provider: id, ...more });
  assert.equal(status, 200, JSON.stringify(body));
  return new URL(String(body["url"]));
}

/** Goes there, and is sent back. @returns the address to call back, as from `/api` on */
export async function visit(at: URL): Promise<string> {
  const answer = await fetch(at, { redirect: "manual" });
  const back = new URL(answer.headers.get("location") ?? "");
  return `${back.pathname}${back.search}`;
}

export const isIn = async (browser: Browser) => (await browser.call("GET", "/api/v1/me")).status === 200;
