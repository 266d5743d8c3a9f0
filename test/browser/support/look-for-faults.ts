import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { type ConsoleWorld, phone } from "./console-world.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** The page in this scheme, with no colour on its way to another any more. */
export async function showIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: "attached" });
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

/** What axe finds that keeps somebody out: serious and critical. Pop-ups of menus lie outside the page's regions, as they must. */
export async function assertReachable(page: Page): Promise<void> {
  // The policy of the page allows no script of others; what Playwright evaluates is the browser's own.
  await page.evaluate(await readFile(axe, "utf8"));
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run({ rules: { region: { enabled: false } } })).violations;
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const told = serious.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary ?? ""}`).join("\n")}`,
  );
  assert.deepEqual(told, [], `${page.url()}\n${told.join("\n")}`);
}

/** Nothing is wider than the page, and no text of a button, label, tab or choice is cut off, and the tab that is shown is seen. */
export async function assertNothingCut(page: Page): Promise<void> {
  const faults = await page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide, the window ${clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>("button, label, [role=tab], h1, h2, h3, nav a, th")) {
      const style = getComputedStyle(element);
      const head = element.closest("thead");
      const isUnseen = [element, ...(head ? [head] : [])].some((one) => getComputedStyle(one).clipPath !== "none");
      if (element.offsetParent === null || isUnseen) continue;
      if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible")
        found.push(`cut: ${element.tagName} "${element.textContent}"`);
      const box = element.getBoundingClientRect();
      const scrolls = element.closest("[data-scrolls]");
      if (!scrolls && box.width > 0 && (box.right > clientWidth + 1 || box.left < -1))
        found.push(`outside: ${element.tagName} "${element.textContent}"`);
    }
    const ruler = document.createElement("canvas").getContext("2d");
    for (const select of document.querySelectorAll("select")) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(select);
      const text = select.selectedOptions[0]?.text ?? "";
      if (!ruler || select.offsetParent === null) continue;
      ruler.font = font;
      const room = select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      if (ruler.measureText(text).width > room + 1) found.push(`cut: what is chosen, "${text}"`);
    }
    for (const tab of document.querySelectorAll('[role=tab][aria-selected="true"]')) {
      const [box, list] = [tab.getBoundingClientRect(), tab.closest("[role=tablist]")?.getBoundingClientRect()];
      if (list && (box.left < list.left - 1 || box.right > list.right + 1))
        found.push(`beyond the edge: the tab that is shown, "${tab.textContent}"`);
    }
    return found;
  });
  assert.deepEqual(faults, [], page.url());
}

/** A page of one long list: it keeps nobody out, and on a phone in German nothing of it is cut. @returns the phone */
export async function assertListFits(own: ConsoleWorld, path: string, colorScheme: "light" | "dark"): Promise<Page> {
  const firstRow = (page: Page) => page.getByRole("grid").getByRole("row").first().waitFor();
  const desktop = await own.open(path, { colorScheme });
  await firstRow(desktop);
  await assertReachable(desktop);
  const small = await own.open(path, { ...phone, colorScheme });
  await firstRow(small);
  await assertReachable(small);
  await assertNothingCut(small);
  return small;
}
