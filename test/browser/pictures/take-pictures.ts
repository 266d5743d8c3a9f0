import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { ConsoleWorld } from "../support/console-world.ts";
import { type View, words } from "./views.ts";

const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 375, height: 812 } } as const;
const languages = ["en", "de"] as const;
const schemes = ["light", "dark"] as const;
/** The longest that a picture of a page is; px. */
const tallest = 3_000;

interface Way {
  language: (typeof languages)[number];
  scheme: (typeof schemes)[number];
  size: keyof typeof sizes;
}

const ways: readonly Way[] = languages.flatMap((language) =>
  schemes.flatMap((scheme) => (["desktop", "phone"] as const).map((size) => ({ language, scheme, size }))),
);

/**
 * One picture of each view in each language, colour scheme and size: `now-desktop-light-en.png`.
 *
 * @param tell is told of each that is taken, and of what was not there
 */
export async function takePictures(
  own: ConsoleWorld,
  views: readonly View[],
  folder: string,
  tell: (what: string) => void,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  let taken = 0;
  const wanted = ways.length * views.length;
  let next = 0;
  const work = async () => {
    for (let place = next++; place < ways.length; place = next++) {
      const way = ways[place];
      if (!way) return;
      for (const [of, isStranger] of [
        [views.filter(({ stranger }) => stranger), true],
        [views.filter(({ stranger }) => !stranger), false],
      ] as const) {
        if (of.length === 0) continue;
        const page = await openPage(own, way, isStranger);
        for (const view of of) {
          const file = `${view.name}-${way.size}-${way.scheme}-${way.language}.png`;
          await take(page, view, way, path.join(folder, file)).catch((cause: unknown) =>
            tell(`${file}: ${String(cause).split("\n")[0]}`),
          );
          tell(`${String((taken += 1)).padStart(3)} of ${wanted} ${file}`);
        }
        await page.context().close();
      }
    }
  };
  await Promise.all([work(), work()]);
  return taken;
}

async function openPage(own: ConsoleWorld, { language, scheme, size }: Way, isStranger: boolean): Promise<Page> {
  const options = { viewport: sizes[size], colorScheme: scheme, language };
  return isStranger ? own.stranger(options) : own.open("/account", options);
}

async function take(page: Page, view: View, { language, size }: Way, file: string): Promise<void> {
  await page.setViewportSize(sizes[size]);
  await page.goto(view.path);
  await page.locator("h1").first().waitFor();
  await settle(page);
  await view.act?.(page, words[language]);
  await settle(page);
  if (!view.act) await page.setViewportSize({ ...sizes[size], height: Math.min(tallest, await heightOf(page)) });
  await settle(page);
  await page.screenshot({ path: file });
}

/** Grey rows are gone, and what was asked for has come; a stream stays open. */
async function settle(page: Page): Promise<void> {
  const bones = page.locator("[role=status][aria-label], .mantine-Skeleton-root:visible");
  await page.waitForTimeout(150);
  await bones
    .first()
    .waitFor({ state: "detached", timeout: 5_000 })
    .catch(() => undefined);
  await page.waitForTimeout(150);
}

/** Of the page, or of the part of it that scrolls. */
function heightOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const content = document.querySelector("#content");
    const extra = content ? Math.max(0, content.scrollHeight - content.clientHeight) : 0;
    return Math.max(document.documentElement.scrollHeight, window.innerHeight + extra);
  });
}
