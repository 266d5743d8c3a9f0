import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { sql } from "kysely";
import { parse } from "yaml";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable, showIn } from "./support/look-for-faults.ts";

const hours = '[{ from: "08:00", to: "17:00" }]';
const plan = `calendars:
  office:
    timeZone: UTC
    weekly: { monday: ${hours}, tuesday: ${hours}, wednesday: ${hours}, thursday: ${hours}, friday: ${hours} }
policies:
  - name: Gold
    calendar: office
    response: { 2: 30m }
    resolution: { 2: 4h }
`;

describe("the page of what is promised", () => {
  let page: Page;
  let desk: DeskSimulator;
  const own = useConsoleWorld(async (context) => {
    desk = await startAutotaskSimulator({ webhookRetryMs: 100 });
    return openConsoleWorld(context, { autotask: { connector: "autotask", desk } });
  });
  before(async () => {
    await own.world.api.post("/tickets", { client: desk.clients[0]?.name, title: "Lost phone", priority: 2 });
    page = await own.open("/sla", { viewport: { width: 1440, height: 1000 }, timezoneId: "UTC" });
  });
  /** What counts clocks waits, since it reads comments. */
  const holdComments = async () => {
    const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = own.world.hub.hub.db.transaction().execute(async (trx) => {
      await sql`lock table comment`.execute(trx);
      held.resolve();
      await over.promise;
    });
    await held.promise;
    return () => {
      over.resolve();
      return holding;
    };
  };
  const save = async () => {
    await page.getByRole("button", { name: "Review what changes" }).click();
    await page.getByRole("button", { name: /^Save as version/ }).click();
  };

  it("tells what is wrong with a text by its line, and saves what is right", async () => {
    await page.getByRole("rowheader", { name: /^standard/ }).waitFor();
    const text = page.getByLabel("The text, in YAML");
    await text.fill(plan.replace("calendar: office", "calendar: elsewhere"));
    await save();
    await page
      .getByRole("alert")
      .getByText(/There is no calendar "elsewhere"/)
      .waitFor();
    await text.fill(plan);
    await page.getByRole("rowheader", { name: /^Gold/ }).waitFor();
    await assertReachable(page);
    await save();
    await page.getByText("Saved as version 1.").waitFor();
    assert.equal(((await own.world.api.get("/sla")) as { text: string }).text, plan);
  });

  it("calculates when a ticket would be due, with what counts", async () => {
    await page.getByLabel("Raised at").fill("2026-11-27T16:40");
    await page.getByRole("button", { name: "Calculate" }).click();
    const response = page.getByRole("region", { name: "Response" });
    await response.getByText(/due Mon,? 30 Nov,? 08:10/).waitFor();
    assert.equal(await response.getByRole("listitem").count(), 2);
    // What is calculated for one priority must not stand beside another.
    await page.getByLabel("Priority", { exact: true }).selectOption("P3");
    await response.waitFor({ state: "detached" });
    await page.getByLabel("Priority", { exact: true }).selectOption("P2");
    await response.waitFor();
    await page.getByLabel("Raised at").fill("2026-11-27T16:41");
    await response.waitFor({ state: "detached" });
  });

  it("tries a text on past tickets, beside the plan that counts", async () => {
    await page.getByLabel("The text, in YAML").fill(plan.replace("30m", "1m"));
    await page.getByRole("button", { name: "Try it on past tickets" }).click();
    await page.getByText("1 ticket was looked at.").waitFor();
    const letGo = await holdComments();
    const asked = page.waitForRequest(/backtest$/);
    await page.getByRole("button", { name: "Try it on past tickets" }).click();
    await page.getByText("0 of 1 ticket", { exact: true }).waitFor();
    await assertReachable(page);
    const left = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/backtest"));
    await page.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await left, await asked);
    await page.getByRole("progressbar").waitFor({ state: "detached" });
    await letGo();
    await page.getByRole("button", { name: "Try it on past tickets" }).click();
    const found = page.getByText("1 ticket was looked at.");
    await found.waitFor();
    const since = page.getByLabel("Tickets since");
    const day = await since.inputValue();
    await since.fill("2026-01-01");
    await found.waitFor({ state: "detached" });
    await since.fill(day);
    await found.waitFor();
    await save();
    await page.getByText("Saved as version 2.").waitFor();
  });

  it("shows a calendar's year, and changes it: hours, a day of its own, the holidays of a country", async () => {
    await page.getByText("The year").click();
    await page.getByRole("img", { name: /^office in \d{4}: 26[0-2] days open/ }).waitFor();
    await page.getByRole("button", { name: "Change the calendar office" }).click();
    const dialog = page.getByRole("dialog");
    await assertReachable(page);
    await dialog.getByLabel("Friday").fill("eight to noon");
    await dialog.getByText("Expected hours such as").waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Take it into the text" }).isDisabled());
    await dialog.getByLabel("Friday").fill("8-12");
    await dialog.getByLabel("Day", { exact: true }).fill("2027-12-24");
    await dialog.getByText("exception", { exact: true }).last().click();
    await dialog.getByLabel("What it is called").fill("Christmas Eve");
    await dialog.getByLabel("Hours on this day").fill("eight to noon");
    const takes = dialog.getByRole("button", { name: "Take it into the text" });
    assert.ok(await takes.isDisabled());
    await dialog.getByLabel("Day", { exact: true }).fill("2027-12-23");
    await dialog.getByText("These days have hours that cannot be read: 24 Dec 2027").waitFor();
    assert.ok(await takes.isDisabled());
    await dialog.getByLabel("Day", { exact: true }).fill("2027-12-24");
    assert.equal(await dialog.getByLabel("Hours on this day").inputValue(), "eight to noon");
    await dialog.getByLabel("Hours on this day").fill("8-12");
    assert.ok(await takes.isEnabled());
    await dialog.getByRole("button", { name: "24 December: exception" }).waitFor();
    await dialog.getByLabel("Country").fill("XX");
    await dialog.getByRole("button", { name: "Add those of 2027" }).click();
    await dialog
      .getByRole("alert")
      .getByText(/no holidays of "XX"/)
      .waitFor();
    await dialog.getByLabel("Country").fill("DE");
    await dialog.getByLabel("State").fill("BY");
    await dialog.getByRole("button", { name: "Add those of 2027" }).click();
    await dialog.getByText("holidays of 2027 were added.").waitFor();
    await dialog.getByRole("button", { name: "25 December: holiday" }).click();
    assert.equal(await dialog.getByLabel("Day", { exact: true }).inputValue(), "2027-12-25");
    await dialog.getByText("as its week says").click();
    await dialog.getByRole("button", { name: "25 December: closed" }).waitFor();
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Take it into the text" }).click();
    await dialog.waitFor({ state: "hidden" });
    const { calendars } = parse(await page.getByLabel("The text, in YAML").inputValue()) as { calendars: unknown };
    const hours = (to: string) => [{ from: "08:00", to }];
    const { office } = calendars as { office: { weekly: object; exceptions: unknown; holidays: { date: string }[] } };
    assert.deepEqual(office.weekly, {
      ...Object.fromEntries(["monday", "tuesday", "wednesday", "thursday"].map((day) => [day, hours("17:00")])),
      friday: hours("12:00"),
    });
    assert.deepEqual(office.exceptions, [{ date: "2027-12-24", name: "Christmas Eve", hours: hours("12:00") }]);
    const dates = office.holidays.map(({ date }) => date);
    assert.ok(dates.includes("2027-01-06") && dates.includes("2027-12-26") && !dates.includes("2027-12-25"));
    await page.getByRole("button", { name: "Discard" }).click();
  });

  it("adds a calendar", async () => {
    await page.getByRole("button", { name: "Add a calendar" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name of the calendar").fill("office");
    await dialog.getByText("There is one of this name already.").waitFor();
    await dialog.getByLabel("Name of the calendar").fill("nights");
    await dialog.getByLabel("Saturday").fill("22-6");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("Sat 22:00–06:00").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
  });

  it("takes an older version again", async () => {
    await page.getByRole("button", { name: "Go back to version 1" }).click();
    await page.getByText("Version 1 counts again.").waitFor();
    assert.equal(((await own.world.api.get("/sla")) as { text: string }).text, plan);
    await assertReachable(page);
  });

  it("is whole on a phone in German, in both schemes", async () => {
    const small = await own.open("/sla", phone);
    await small.getByLabel("Der Text, in YAML").waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await showIn(small, colorScheme);
      await assertNothingCut(small);
      const table = small.getByRole("region", { name: "Richtlinien" });
      assert.ok(await table.evaluate((region) => region.scrollWidth <= region.clientWidth), "it scrolls sideways");
      await assertReachable(small);
      await small.getByRole("button", { name: "Kalender office ändern" }).click();
      await small.getByRole("group", { name: /^office/ }).waitFor();
      await assertNothingCut(small);
      await assertReachable(small);
      await small.keyboard.press("Escape");
    }
  });
});
