import assert from "node:assert/strict";
import { type Browser, openBrowser } from "./browser.ts";
import { type DeskWorld, type DeskWorldOptions, openDeskWorld } from "./desk-world.ts";

export const ownerPassword = "a long walk by the sea";

export interface PeopleWorld extends DeskWorld {
  /** A browser of nobody yet; each with an address of its own, as a proxy tells it. */
  browser(from?: string): Browser;
  /** Invites somebody and signs them in. */
  join(email: string, role: string, more?: object): Promise<Browser>;
  /** Rows of the audit, newest first. */
  audit(action: string): Promise<readonly AuditRow[]>;
}

export interface AuditRow {
  actor: string;
  action: string;
  object: string;
  detail: Record<string, unknown>;
}

let addresses = 0;

/** A hub of which nobody is owner yet. */
export async function openPeopleWorld(
  context: { after(run: () => Promise<void>): void },
  options: DeskWorldOptions = {},
): Promise<PeopleWorld> {
  const environment: Record<string, string> = { INTERDESK_TRUSTED_PROXIES: "127.0.0.1", ...options.environment };
  const world = await openDeskWorld(context, {}, { ...options, environment });
  const origin = environment["INTERDESK_PUBLIC_URL"];
  const browser = (from = `198.51.100.${(addresses += 1)}`) =>
    openBrowser(world.hub.url, { from, ...(origin === undefined ? {} : { origin }) });
  return {
    ...world,
    browser,
    async join(email, role, more = {}) {
      const { url } = (await world.api.post("/people", { email, name: email.split("@")[0], role, ...more })) as {
        url: string;
      };
      return redeem(browser(), url, { password: passwordOf(email) });
    },
    audit: async (action) =>
      ((await world.api.get(`/audit?action=${action}&limit=100`)) as { entries: AuditRow[] }).entries,
  };
}

export const passwordOf = (email: string) => `correct ${email.length} horse battery`;
export const secretOf = (url: string | undefined) => url?.split("/setup/")[1] ?? "";

/** Uses a link. @returns the browser, signed in */
export async function redeem(browser: Browser, url: string | undefined, more: object): Promise<Browser> {
  const { status, body } = await browser.call("POST", "/api/auth/link/redeem", { secret: secretOf(url), ...more });
  assert.deepEqual([status, body["signedIn"]], [200, true], JSON.stringify(body));
  return browser;
}

/** The first owner, by the link that the hub printed. */
export function becomeOwner(world: PeopleWorld): Promise<Browser> {
  const owner = { name: "Olga Owner", email: "Olga@MSP.example", password: ownerPassword };
  return redeem(world.browser(), world.hub.setupUrl, owner);
}

export const signIn = (browser: Browser, email: string, password = passwordOf(email)) =>
  browser.call("POST", "/api/auth/sign-in/email", { email, password });
