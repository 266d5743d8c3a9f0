import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openConsoleWorld, useConsoleWorld } from "./support/console-world.ts";
import { assertListFits, assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("the list of all tickets", () => {
  let desk: Awaited<ReturnType<typeof startAutotaskSimulator>>;
  let client = "";
  const own = useConsoleWorld(async (context) => {
    desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
    client = desk.clients[0]?.name ?? "";
    return openConsoleWorld(context, { autotask: { connector: "autotask", desk } });
  });
  before(async () => {
    const { api } = own.world;
    const open = async (title: string, more: object = {}) =>
      ((await api.post("/tickets", { client, title, ...more })) as { id: string }).id;
    await open("Printer jams", { priority: 1, queue: "Field work", assignee: "ana@msp.example" });
    await open("New laptop", { priority: 4, type: "serviceRequest" });
    await api.patch(`/tickets/${await open("Mail is slow", { priority: 2 })}`, { status: "resolved" });
  });

  it("is narrowed by each filter, and what stands in the address is what is shown", async () => {
    const page = await own.open("/tickets");
    const rows = page.getByRole("grid", { name: "Tickets" }).getByRole("row");
    await page.getByText("3 shown").waitFor();
    await page.getByLabel("Stage").selectOption("Ended");
    await page.getByText("1 shown").waitFor();
    await rows.getByText("Mail is slow").waitFor();
    // What has ended is due no more: the order brings the open ones.
    await page.getByLabel("Order").selectOption("By priority");
    await page.getByText("2 shown").waitFor();
    assert.match(await rows.first().innerText(), /Printer jams/);
    await page.getByRole("button", { name: "More filters" }).click();
    await page.getByRole("button", { name: "Assigned to: All assignees" }).click();
    await page.getByRole("option", { name: "Nobody" }).click();
    await page.getByText("1 shown").waitFor();
    await rows.getByText("New laptop").waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByText("1 shown").waitFor();
    await page.getByRole("button", { name: "Assigned to: Nobody" }).waitFor();
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await page.getByLabel("Opened since").fill("2100-01-01");
    await page.getByText("No ticket fits what you ask for").waitFor();
    await page.goto("/tickets?status=%5B%22resolved%22%2C%22nonsense%22%5D&order=upside");
    await page.getByText("1 shown").waitFor();
  });

  it("opens a new one, which its desk has soon, and leads to it", async () => {
    const page = await own.open("/tickets");
    await page.getByRole("button", { name: "New ticket" }).click();
    const dialog = page.getByRole("dialog", { name: "New ticket" });
    await dialog.getByLabel("Client").fill(client.slice(0, 4));
    await page.getByRole("option", { name: client }).click();
    await dialog.getByLabel("Title").fill("Coffee machine is offline");
    await dialog.getByLabel("Assigned to (e-mail address)").fill("nobody@nowhere.example");
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Open ticket" }).click();
    await page.waitForURL(/\/tickets\/[0-9a-f-]{36}/);
    await awaitUntil("the ticket in its desk", async () =>
      desk.tickets().find(({ title }) => title === "Coffee machine is offline"),
    );
  });

  it("says at the field what the hub refuses", async () => {
    const page = await own.open("/tickets");
    await page.getByRole("button", { name: "New ticket" }).click();
    const dialog = page.getByRole("dialog", { name: "New ticket" });
    await dialog.getByLabel("Client").fill(client.slice(0, 4));
    await page.getByRole("option", { name: client }).click();
    await dialog.getByLabel("Title").fill("Odd address");
    await dialog.getByLabel("Assigned to (e-mail address)").fill("a@b");
    await dialog.getByRole("button", { name: "Open ticket" }).click();
    await dialog.locator("[class*=error]").first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`keeps nobody out, ${colorScheme}, and cuts nothing in German on a phone`, async () => {
      const page = await assertListFits(own, "/tickets?since=2020-01-01", colorScheme);
      await page.getByRole("button", { name: "Neues Ticket" }).click();
      await page.getByRole("dialog").waitFor();
      await assertNothingCut(page);
    });
});
