import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Locator, Page } from "playwright-core";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { openConsoleWorld, useConsoleWorld } from "./support/console-world.ts";
import { assertListFits, assertNothingCut } from "./support/look-for-faults.ts";
import { fillWithTickets } from "./support/many-tickets.ts";
import { measureTasks } from "./support/measure-tasks.ts";

const tickets = 10_000;
/** By a technician in a desk, one after another. */
const edits = 5;
/** From a change in a desk to the page, the one in the middle; how far below one second it is on an idle machine is printed. */
const mostMedianMs = 5_000;
/** When a row of the list says all of these words. A locator would only look twice a second. */
async function seeRow(list: Locator, words: readonly string[]): Promise<number> {
  await list.evaluate(
    (grid, wanted) =>
      new Promise<void>((resolve) => {
        const rows = () => [...grid.querySelectorAll("[role=row]")].map(({ textContent }) => textContent);
        const watcher = new MutationObserver(() => look());
        const look = () => {
          if (!rows().some((row) => wanted.every((word) => row.includes(word)))) return;
          watcher.disconnect();
          resolve();
        };
        watcher.observe(grid, { subtree: true, childList: true, characterData: true });
        look();
      }),
    words,
  );
  return performance.now();
}

/** What a page may take at once, by our own promise. */
const mostTaskMs = 50;
const scrolls = 3;

describe("Now", () => {
  let desk: Awaited<ReturnType<typeof startAutotaskSimulator>>;
  let hookUrl: string;
  const own = useConsoleWorld(async (context) => {
    desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
    return openConsoleWorld(context, { autotask: { connector: "autotask", desk } });
  });
  before(async () => {
    const made = await own.world.api.post("/connections", {
      name: "prometheus",
      connector: "alertmanager",
      secrets: { bearerToken: "test-token-not-secret" },
      defaultClient: desk.clients[0]?.name ?? "",
    });
    ({ hookUrl } = made as { hookUrl: string });
    await fillWithTickets(own.world, tickets);
  });
  const list = (page: Page) => page.getByRole("grid", { name: "Open tickets by time left" });

  it("says how many are late, shows the most urgent first, and is narrowed by what stands in the address", async () => {
    const page = await own.open("/");
    await page.getByRole("heading", { name: /8 tickets are late, \d+ run out soon/ }).waitFor();
    await page.getByText("10,000 shown").waitFor();
    assert.match(await list(page).getByRole("row").first().innerText(), /2 h \d\d late/);
    await page.getByRole("button", { name: "Client: All clients" }).click();
    await page.getByRole("option", { name: "Harbour Law" }).click();
    await page.keyboard.press("Escape");
    await page.waitForURL(/client=/);
    await list(page)
      .getByRole("row", { name: /Brunner/ })
      .first()
      .waitFor({ state: "detached" });
    await page.getByRole("searchbox", { name: "Number or title" }).fill("T-40002");
    await page.getByText("1 shown").waitFor();
    await page.getByRole("heading", { name: /8 tickets are late/ }).waitFor();
    await page.reload();
    await page.getByText("1 shown").waitFor();
    await page.getByRole("searchbox", { name: "Number or title" }).fill("nothing of the kind");
    await page.getByText("No open ticket fits these filters").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByText("10,000 shown").waitFor();
    await page.goto("/?priority=9&desk=&part=7");
    await page.getByText("10,000 shown").waitFor();
  });

  it("is scrolled without a long task, and without loading everything", async (context) => {
    const page = await own.open("/");
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().includes("/tickets?")) asked += 1;
    });
    const scroll = async () => {
      await page.reload();
      await list(page).getByRole("row").nth(10).waitFor();
      await list(page).hover();
      asked = 0;
      const tasks = await measureTasks(page, async () => {
        for (let step = 0; step < 60; step += 1) {
          await page.mouse.wheel(0, 700);
          await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
        }
      });
      assert.ok(tasks.length > 60, "nothing was measured");
      return Math.max(...tasks);
    };
    // What a busy machine adds falls on one scroll or another; a long task of ours is in each.
    const longest = [await scroll()];
    while (longest.length < scrolls && Math.min(...longest) > mostTaskMs) longest.push(await scroll());
    context.diagnostic(`longest tasks of ${longest.map(Math.round).join(", ")} ms`);
    assert.ok(Math.min(...longest) <= mostTaskMs, `tasks of ${longest.map(Math.round).join(", ")} ms`);
    const drawn = await list(page).getByRole("row").count();
    assert.ok(drawn < 60, `${drawn} rows are in the page`);
    assert.ok(asked >= 1 && asked < 20, `${asked} pages were asked for`);
  });

  it("shows what a technician changes in a desk, and what a tool reports, as it happens", async (context) => {
    const page = await own.open("/");
    await deliverAlerts(hookUrl, [{ alertname: "Core switch on fire", severity: "critical" }]);
    const stream = page.getByRole("log", { name: "Alerts as they arrive" });
    await stream.getByRole("link", { name: "Core switch on fire" }).waitFor();
    await page.getByRole("searchbox", { name: "Number or title" }).fill("core switch");
    await page.getByText("1 shown").waitFor();
    // A record is read at once the first time that it is edited, and not again and again: each is edited once.
    for (let nth = 2; nth <= edits; nth += 1)
      await own.world.api.post("/tickets", { client: desk.clients[0]?.name, title: `Core switch ${nth}`, priority: 1 });
    const { value: records } = await awaitUntil("the tickets in their desk", async () => {
      const found = desk.tickets().filter(({ title }) => title.includes("Core switch"));
      return found.length === edits ? found : undefined;
    });
    await awaitUntil("that nothing is owed", async () => {
      const { connections } = (await own.world.api.get("/overview")) as { connections: { waitingWrites: number }[] };
      return connections.every(({ waitingWrites }) => waitingWrites === 0) ? true : undefined;
    });
    for (const { number } of records) await page.getByRole("row", { name: new RegExp(number) }).waitFor();
    const times: number[] = [];
    for (const { id, number } of records) {
      const begun = performance.now();
      const edited = desk.technician.edit(id, { status: "In Progress" });
      const [seenAt] = await Promise.all([seeRow(list(page), [number, "In progress"]), edited]);
      times.push(Math.round(seenAt - begun));
    }
    const median = times.toSorted((one, other) => one - other)[Math.floor(edits / 2)] ?? Number.NaN;
    context.diagnostic(`${times.join(", ")} ms from the desk to the page, in the middle ${median} ms`);
    assert.ok(median <= mostMedianMs, `${median} ms in the middle of ${times.join(", ")}`);
  });

  it("holds the stream while somebody reads it, and counts what is new", async () => {
    const page = await own.open("/");
    const stream = page.getByRole("log", { name: "Alerts as they arrive" });
    await stream.getByRole("listitem").first().waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await deliverAlerts(hookUrl, [{ alertname: "Second fire", severity: "warning" }]);
    await page.getByText("1 new", { exact: true }).waitFor();
    assert.equal(await stream.getByText("Second fire").count(), 0);
    await page.getByRole("button", { name: "Go on" }).click();
    await stream.getByText("Second fire").waitFor();
  });

  it("is worked by keyboard, and who comes back is where they were", async () => {
    const page = await own.open("/");
    await list(page).getByRole("row").nth(5).waitFor();
    await list(page).focus();
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("PageDown");
    const before = await page.evaluate(() => document.querySelector("[role=grid]")?.scrollTop ?? 0);
    const row = await list(page).getByRole("row", { selected: true }).getAttribute("data-row");
    assert.ok(before > 200 && row);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/tickets/${row}`));
    await page.goBack();
    await list(page).getByRole("row").nth(5).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "grid");
    assert.equal(await list(page).getByRole("row", { selected: true }).getAttribute("data-row"), row);
    const after = await page.evaluate(() => document.querySelector("[role=grid]")?.scrollTop ?? 0);
    assert.ok(Math.abs(after - before) < 50, `${after} in place of ${before}`);
  });

  it("names a connection that is sick: what, since when, and how much waits", async () => {
    desk.setFaults({ answer503: 1_000 });
    await own.world.readNow();
    await awaitUntil("that it is known to be sick", async () => {
      const { connections } = (await own.world.api.get("/overview")) as { connections: { health: string }[] };
      return connections.some(({ health }) => health !== "working") ? true : undefined;
    });
    const page = await own.open("/", { viewport: { width: 1440, height: 900 } });
    await page.getByRole("list", { name: "Connections" }).getByText("autotask: does not answer").waitFor();
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`keeps nobody out, ${colorScheme}, and cuts nothing in German on a phone`, async () => {
      const page = await assertListFits(own, "/", colorScheme);
      await page.getByText("Alarme und Dienst").click();
      await page.getByRole("log").waitFor();
      await assertNothingCut(page);
    });
});
