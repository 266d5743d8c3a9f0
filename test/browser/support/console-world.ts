import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { DeskSetup, DeskWorld, DeskWorldOptions } from "../../support/desk-world.ts";
import { openDeskWorld } from "../../support/desk-world.ts";
import { openChromium } from "./chromium.ts";

export const owner = { name: "Olga Owner", email: "olga@msp.example", password: "a long walk by the sea" };

/** The least that a page has to fit, in the language that takes more room. */
export const phone = { viewport: { width: 375, height: 800 }, language: "de" } as const;

/** What is not there by then is not coming. */
const longestMs = 30_000;

export interface ConsoleWorld {
  world: DeskWorld;
  /** What the browser said that it should not have: errors (but that a hub which is started anew is away for a moment), and what the content security policy stopped. */
  complaints: readonly string[];
  /** A page of nobody, as a browser opens it for the first time. */
  stranger(options?: BrowserContextOptions): Promise<Page>;
  /** A page of the owner. @param path such as `/tickets` */
  open(path: string, options?: BrowserContextOptions & { language?: "en" | "de" }): Promise<Page>;
}

interface Context {
  after(run: () => Promise<void>): void;
}

/**
 * To be called once in a `describe`: the hub and the browser are there while its tests run. When these are over, the browser must
 * have had nothing to complain about. @param begin what there is before the first test; a console of an empty hub unless given
 */
export function useConsoleWorld(
  begin: (context: Context) => Promise<ConsoleWorld> = (context) => openConsoleWorld(context),
): ConsoleWorld {
  const closers: (() => Promise<void>)[] = [];
  let begun: ConsoleWorld | undefined;
  before(async () => {
    begun = await begin({ after: (run) => void closers.unshift(run) });
  });
  after(async () => {
    for (const close of closers) await close();
    assert.deepEqual(begun?.complaints, []);
  });
  const own = () => begun ?? assert.fail("the console is there once the tests run");
  return {
    get world() {
      return own().world;
    },
    get complaints() {
      return own().complaints;
    },
    stranger: (options) => own().stranger(options),
    open: (path, options) => own().open(path, options),
  };
}

/** A hub with these desks, an owner, and a real browser. */
export async function openConsoleWorld(
  context: Context,
  desks: Readonly<Record<string, DeskSetup>> = {},
  options: DeskWorldOptions = {},
): Promise<ConsoleWorld> {
  const world = await openDeskWorld(context, desks, options);
  const browser = await openChromium();
  context.after(() => browser.close());
  const complaints: string[] = [];
  let state: Promise<Awaited<ReturnType<BrowserContext["storageState"]>>> | undefined;
  const openPage = async (options: BrowserContextOptions & { language?: "en" | "de" }) => {
    const { language = "en", ...more } = options;
    const tab = await browser.newContext({
      baseURL: world.hub.url,
      locale: language === "de" ? "de-DE" : "en-GB",
      // What is half faded in is neither to be read nor to be measured.
      reducedMotion: "reduce",
      ...more,
    });
    const page = await tab.newPage();
    page.setDefaultTimeout(longestMs);
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of 4\d\d|ERR_CONNECTION_REFUSED/.test(message.text()))
        complaints.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  };
  return {
    world,
    complaints,
    stranger: (options = {}) => openPage(options),
    async open(path, options = {}) {
      state ??= signUp(world);
      const page = await openPage({ ...options, storageState: await state });
      await page.goto(path);
      await page.locator("#content h1").first().waitFor();
      return page;
    },
  };
}

/** The first owner by the endpoints that the setup page uses. @returns their cookies */
async function signUp({ hub }: DeskWorld): Promise<Awaited<ReturnType<BrowserContext["storageState"]>>> {
  const secret = hub.setupUrl?.split("/setup/")[1] ?? assert.fail("the hub has offered no setup link");
  const answer = await fetch(`${hub.url}/api/auth/link/redeem`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: hub.url },
    body: JSON.stringify({ secret, ...owner }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const cookies = answer.headers.getSetCookie().map((line) => {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    return {
      name,
      value,
      domain: "127.0.0.1",
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: "Lax" as const,
    };
  });
  return { cookies, origins: [] };
}
