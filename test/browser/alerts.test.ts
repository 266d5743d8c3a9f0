import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { openConsoleWorld, useConsoleWorld } from "./support/console-world.ts";
import { assertListFits, assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("alerts", () => {
  let hookUrl = "";
  let client = "";
  const fire = (alertname: string, instance: string) =>
    deliverAlerts(hookUrl, [{ alertname, instance, severity: "warning" }]);
  const titles = async () => (await own.world.tickets()).map(({ title }) => title).toSorted();
  const own = useConsoleWorld(async (context) => {
    const desk = await startAutotaskSimulator({ webhookRetryMs: 500 });
    client = desk.clients[0]?.name ?? "";
    return openConsoleWorld(context, { autotask: { connector: "autotask", desk } });
  });
  before(async () => {
    const { api } = own.world;
    const made = await api.post("/connections", {
      name: "prometheus",
      connector: "alertmanager",
      secrets: { bearerToken: "test-token-not-secret" },
      defaultClient: client,
    });
    ({ hookUrl } = made as { hookUrl: string });
    await api.post("/rules", {
      text: 'rules:\n  - id: device\n    when: "true"\n    set: { groupKey: { preset: clientDevice } }\n',
    });
    await fire("Host unreachable", "srv-fs-01");
    await awaitUntil("the first ticket", async () => ((await titles()).length === 1 ? true : undefined));
    await fire("Disk full", "srv-fs-01");
    await fire("Backup failed", "srv-fs-01");
    await fire("Fan broken", "sw-core-2");
    await awaitUntil("all alerts", async () =>
      ((await api.get("/alerts")) as unknown[]).length === 4 ? true : undefined,
    );
  });

  it("stand with what shares their ticket, and say why", async () => {
    const page = await own.open("/alerts");
    const group = page.getByRole("row", { name: /3 alerts share one ticket: the same device: srv-fs-01/ });
    await group.waitFor();
    await page.getByRole("button", { name: "Severity: Any severity" }).click();
    await page.getByRole("option", { name: "Critical" }).click();
    await page.getByText("No alert fits what you ask for").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await group.waitFor();
    await assertReachable(page);
  });

  it("are taken out of a ticket, after a question, into one of their own", async () => {
    const page = await own.open("/alerts");
    await page.getByRole("link", { name: "Disk full" }).click();
    await page.getByRole("heading", { name: "Disk full" }).waitFor();
    await page.getByText("Joined a ticket").waitFor();
    await page.getByText(/It shares this ticket with 2 other alerts: the same device: srv-fs-01/).waitFor();
    await assertReachable(page);
    await page.getByRole("button", { name: "Take out of this ticket" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take it out" }).click();
    await page.waitForURL(/\/tickets\//);
    assert.deepEqual(await titles(), ["Disk full", "Fan broken", "Host unreachable"]);
  });

  it("open no ticket in a window that is made from one of them, say so, and do at its end", async () => {
    const page = await own.open("/alerts");
    await page.getByRole("link", { name: "Fan broken" }).click();
    await page.getByRole("button", { name: "Maintenance window" }).click();
    const dialog = page.getByRole("dialog", { name: "New maintenance window" });
    assert.equal(await dialog.getByLabel("Resource").inputValue(), "sw-core-2");
    assert.equal(await dialog.getByRole("combobox", { name: "Client" }).inputValue(), client);
    await dialog.getByLabel("Reason").fill("A new fan is built in");
    await dialog.getByRole("button", { name: "Open window" }).click();
    await dialog.waitFor({ state: "detached" });
    await fire("Temperature high", "sw-core-2");
    await page.getByRole("link", { name: "Alerts", exact: true }).first().click();
    await page.getByText("Waiting", { exact: true }).click();
    await page.getByRole("row", { name: /Temperature high/ }).waitFor();
    await page.getByRole("link", { name: "Temperature high" }).click();
    await page.getByText("Held back by maintenance: A new fan is built in").waitFor();
    assert.ok(!(await titles()).includes("Temperature high"));
    await page.goto("/alerts?view=windows");
    await page
      .getByRole("row", { name: /A new fan is built in/ })
      .getByRole("button", { name: "End now" })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "End now" }).click();
    await page.getByText("Nothing is planned or silenced").waitFor();
    await assertReachable(page);
    await awaitUntil("that it joins or opens a ticket", async () => {
      const alerts = (await own.world.api.get("/alerts")) as { title: string; ticketId: string | null }[];
      return alerts.find(({ title, ticketId }) => title === "Temperature high" && ticketId !== null);
    });
  });

  it("are held back by what is planned: once or every week, and as long as it takes", async () => {
    const page = await own.open("/alerts?view=windows");
    type Window = { id: string; reason: string; startsAt: string; endsAt: string | null; recurrence: object | null };
    const windows = async () => (await own.world.api.get("/maintenance")) as Window[];
    const named = async (reason: string) =>
      (await windows()).find((one) => one.reason === reason) ?? assert.fail("no window");
    const dialog = page.getByRole("dialog");
    const choose = async (label: string, option: string) => {
      await dialog.getByRole("combobox", { name: label, exact: true }).click();
      await page.getByRole("option", { name: option }).click();
    };
    await page.getByRole("button", { name: "New window" }).click();
    await dialog.getByLabel("Reason").fill("New switches");
    await choose("Begins", "At a time");
    await dialog.getByLabel("Begins at").fill("2099-05-01T20:00");
    await dialog.getByText(/opens a ticket: from .*20:00, until .*00:00\.$/).waitFor();
    await dialog.getByRole("button", { name: "Plan window" }).click();
    await dialog.waitFor({ state: "detached" });
    const planned = await named("New switches");
    const begin = new Date("2099-05-01T20:00").getTime();
    assert.deepEqual(
      [planned.startsAt, planned.endsAt].map((at) => Date.parse(at ?? "") - begin),
      [0, 4 * 3_600_000],
    );

    await page.getByRole("button", { name: "New window" }).click();
    await dialog.getByLabel("Reason").fill("Backups");
    await choose("How often", "Every week");
    await dialog.getByLabel("To", { exact: true }).fill("06:00");
    await dialog.getByLabel("Time zone").fill("Europe/Berlin");
    await dialog.getByLabel("Time zone").press("Tab");
    await dialog.getByRole("button", { name: "Plan window" }).click();
    await dialog.getByText("Choose at least one day.").waitFor();
    await dialog.getByLabel("Sat").check();
    await dialog.getByLabel("Sun").check();
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Plan window" }).click();
    await page.getByRole("row", { name: /Backups.*every Sat, Sun 22:00–06:00/ }).waitFor();
    const weekly = await named("Backups");
    assert.deepEqual(weekly.recurrence, { timeZone: "Europe/Berlin", days: [6, 7], from: "22:00", minutes: 480 });
    assert.equal(weekly.endsAt, null);

    await page
      .getByRole("row", { name: /New switches/ })
      .getByRole("button", { name: "Change end" })
      .click();
    await dialog.getByLabel("Ends").fill("2099-05-02T06:00");
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal((await named("New switches")).endsAt, new Date("2099-05-02T06:00").toISOString());
    for (const { id } of await windows()) await own.world.api.remove(`/maintenance/${id}`);
  });

  it("that are not there are told so", async () => {
    const page = await own.open("/alerts/00000000-0000-7000-8000-000000000000");
    await page.getByText("There is no such alert, or it is none of your clients'.").waitFor();
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`keep nobody out, ${colorScheme}, and cut nothing in German on a phone`, async () => {
      const page = await assertListFits(own, "/alerts?view=all", colorScheme);
      await page.getByText("Backup failed").click();
      await page.getByRole("heading", { name: "Backup failed" }).waitFor();
      await assertReachable(page);
      await assertNothingCut(page);
      await page.getByRole("button", { name: "Wartungsfenster" }).click();
      await page.getByRole("combobox", { name: "Beginnt" }).click();
      await page.getByRole("option", { name: "Zu einer Zeit" }).click();
      await page.getByRole("combobox", { name: "Wie oft" }).click();
      await page.getByRole("option", { name: "Jede Woche" }).click();
      await page.getByText("An diesen Tagen").waitFor();
      await assertNothingCut(page);
      await page.goto("/alerts?view=windows");
      await page.getByText("Nichts ist geplant oder stummgeschaltet").waitFor();
      await assertNothingCut(page);
    });
});
