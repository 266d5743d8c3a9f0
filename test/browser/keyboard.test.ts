import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { openConsoleWorld, useConsoleWorld } from "./support/console-world.ts";

/** More stops than this on one page is a list that should be one. */
const mostStops = 150;

/** In the page: what has the focus, and whether somebody sees that it does. */
const focused = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const marks = (element) => { const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element); return [outlineStyle !== "none" && parseFloat(outlineWidth) > 0, boxShadow, borderColor]; };
  // Inputs are marked by their border, and hidden ones by what stands for them.
  const near = [one, one.parentElement, one.nextElementSibling, one.closest("label"), one.closest("[class]")].filter(Boolean);
  const isMarked = near.some((element) => marks(element)[0]) || ["INPUT", "TEXTAREA", "SELECT"].includes(one.tagName);
  globalThis.stops ??= new Map();
  if (!globalThis.stops.has(one)) globalThis.stops.set(one, globalThis.stops.size);
  return { stop: globalThis.stops.get(one), hasParts: ["date", "datetime-local", "month", "time"].includes(one.type), what: one.tagName + " " + (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40), isMarked };
})()`;
interface Focused {
  stop: number;
  /** Tab goes on within it: day, month, year. */
  hasParts: boolean;
  what: string;
  isMarked: boolean;
}

/**
 * Walks through the page by Tab until it is left or begins anew. @returns each stop once
 *
 * @throws when a stop holds the focus, or leads back to another one than the first
 */
async function walk(page: Page): Promise<readonly Focused[]> {
  const stops: Focused[] = [];
  for (let place = 0; place < mostStops; place += 1) {
    await page.keyboard.press("Tab");
    const one = (await page.evaluate(focused)) as Focused | null;
    if (one === null) return stops;
    if (one.hasParts && one.stop === stops.length - 1) continue;
    if (one.stop < stops.length) {
      assert.equal(one.stop, 0, `after "${stops.at(-1)?.what}" the walk is held at stop ${one.stop}, "${one.what}"`);
      return stops;
    }
    stops.push(one);
  }
  return assert.fail(
    `more than ${mostStops} stops: ${stops
      .slice(-5)
      .map(({ what }) => what)
      .join(", ")}`,
  );
}

describe("by keyboard alone", () => {
  let id = "";
  const own = useConsoleWorld(async (context) => {
    const desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
    const begun = await openConsoleWorld(context, { autotask: { connector: "autotask", desk } });
    const client = desk.clients[0]?.name;
    ({ id } = (await begun.world.api.post("/tickets", { client, title: "Line is down", priority: 2 })) as {
      id: string;
    });
    return begun;
  });

  for (const path of [
    "/",
    "/tickets",
    "ticket",
    "/alerts",
    "/clients",
    "/connections",
    "/connections/autotask",
    "/rules",
    "/sla",
    "/on-call",
    "/deliveries",
    "/reports",
    "/audit",
    "/people",
    "/settings",
    "/account",
    "/welcome",
  ])
    it(`every stop of ${path} is seen, and none holds one`, async () => {
      const page = await own.open(path === "ticket" ? `/tickets/${id}` : path);
      await page.locator("[role=status][aria-label]").first().waitFor({ state: "detached" });
      const stops = await walk(page);
      assert.ok(stops.length > 8, `only ${stops.length} stops`);
      assert.deepEqual(
        stops.filter(({ isMarked }) => !isMarked).map(({ what }) => what),
        [],
      );
    });

  it("a ticket is opened by dialog, which holds the focus while it is there and gives it back", async () => {
    const page = await own.open("/tickets");
    const button = page.getByRole("button", { name: "New ticket" });
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Client" }).waitFor();
    for (let turn = 0; turn < 20; turn += 1) {
      await page.keyboard.press("Tab");
      assert.ok(
        await page.evaluate(`document.activeElement.closest("[role=dialog]") !== null`),
        `stop ${turn} is outside`,
      );
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.waitForFunction(`document.activeElement.textContent.includes("New ticket")`);
  });

  it("a ticket is assigned and acknowledged, and a menu gives the focus back", async () => {
    const page = await own.open(`/tickets/${id}`);
    await page.getByRole("button", { name: "Assign" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "To me" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Acknowledge" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Start work" }).waitFor();
    await page.getByRole("button", { name: "More actions" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await page.waitForFunction(`document.activeElement.getAttribute("aria-label") === "More actions"`);
  });
});
