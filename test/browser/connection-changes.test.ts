import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openConsoleWorld, useConsoleWorld } from "./support/console-world.ts";
import { assertReachable } from "./support/look-for-faults.ts";

describe("what one changes of a connection in the console", () => {
  let desk: DeskSimulator;
  const own = useConsoleWorld(async (context) => {
    desk = await startHaloSimulator({ webhookRetryMs: 100 });
    // Older than the connection: it is there to be imported.
    await desk.technician.createTicket({ title: "Scanner jams", clientRef: desk.clients[0]?.ref ?? "" });
    const policies = { priority: { owner: "hub", collision: "owner", foreignEdit: "hold" } } as const;
    const settings = { callsPerFiveMinutes: 1_000_000 };
    return openConsoleWorld(
      context,
      { halo: { connector: "halopsa", desk, rules: { policies }, settings } },
      { pollSeconds: 1 },
    );
  });
  interface Shown {
    mode: string;
    rules: { take: string; send: string };
    maps: object;
    settings: Record<string, unknown>;
  }
  const shown = async (name = "halo") => (await own.world.api.get(`/connections/${name}`)) as Shown;
  const printer = () => desk.tickets().find(({ title }) => title === "Printer on fire");
  const priorities = async () => [printer()?.priority, (await own.world.tickets()).length];

  before(async () => {
    const id = await desk.technician.createTicket({ title: "Printer on fire", priority: "High" });
    await own.world.agreed(1, 1);
    await desk.technician.edit(id, { priority: "Low" });
    type Drift = { drift: { fields: { state: string }[] }[] };
    await awaitUntil("the held priority", async () => {
      const { drift } = (await own.world.api.post("/connections/halo/drift")) as Drift;
      return drift[0]?.fields[0]?.state === "held" ? true : undefined;
    });
  });

  it("asks before a desk's values are written over, and says how many are held for a person", async () => {
    const page = await own.open("/connections/halo?tab=sync");
    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByRole("button", { name: "Write ours" }).click();
    const dialog = page.getByRole("dialog", { name: "Write ours over 1 ticket in halo?" });
    await dialog.getByText("1 value there is replaced by ours. This cannot be undone.").waitFor();
    await dialog.getByText("1 of them is held for a person to decide.").waitFor();
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(await priorities(), ["Low", 1]);
    await page.getByRole("button", { name: "Write ours" }).click();
    await dialog.getByRole("button", { name: "Write ours" }).click();
    await page.getByText("1 ticket is written.").waitFor();
    await awaitUntil("ours there", async () => (printer()?.priority === "High" ? true : undefined));
    await page.context().close();
  });

  it("imports what was shown for the date that stands there, after a question", async () => {
    const page = await own.open("/connections/halo?tab=sync");
    const take = page.getByRole("button", { name: "Import 1 ticket" });
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await take.waitFor();
    await page.getByLabel("Changed since").fill("2020-01-31");
    await take.waitFor({ state: "detached" });
    assert.equal(await page.getByRole("cell", { name: "Scanner jams" }).count(), 0, "shown for another date");
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await take.click();
    const dialog = page.getByRole("dialog", { name: "Import 1 ticket from halo?" });
    await dialog.getByText(/What changed there since 31 Jan 2020/).waitFor();
    assert.equal((await own.world.tickets()).length, 1);
    await dialog.getByRole("button", { name: "Import 1 ticket" }).click();
    await awaitUntil("the ticket", async () => ((await own.world.tickets()).length === 2 ? true : undefined));
    await page.context().close();
  });

  it("neither overwrites rules that somebody else has saved meanwhile, nor loses one's own", async () => {
    const page = await own.open("/connections/halo?tab=rules");
    const take = page.getByLabel("Take", { exact: true });
    const stale = page.getByRole("alert").filter({ hasText: "Somebody has changed this meanwhile." });
    // It is off where the page has noticed by itself.
    const save = () => page.getByRole("button", { name: "Save" }).click({ force: true });
    await take.fill("record.priority <= 3");
    await own.world.api.patch("/connections/halo", { rules: { send: "ticket.priority <= 2" } });
    await save();
    await stale.waitFor();
    assert.equal(await take.inputValue(), "record.priority <= 3");
    assert.equal((await shown()).rules.take, "true");
    await page.getByRole("button", { name: "Look at the difference" }).click();
    await page.getByRole("dialog").getByText('"send": "ticket.priority <= 2"').waitFor();
    await assertReachable(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Keep mine" }).click();
    await save();
    await page.getByText("Saved", { exact: true }).waitFor();
    assert.deepEqual([(await shown()).rules.take, (await shown()).rules.send], ["record.priority <= 3", "true"]);
    await take.fill("false");
    await own.world.api.patch("/connections/halo", { rules: { take: "true" } });
    await save();
    await page.getByRole("button", { name: "Load theirs, drop mine" }).click();
    await stale.waitFor({ state: "detached" });
    assert.deepEqual([await take.inputValue(), (await shown()).rules.take], ["true", "true"]);
    await page.context().close();
  });

  it("keeps a half-filled table while the connection's mode changes, and saves it", async () => {
    const page = await own.open("/connections/halo?tab=maps");
    await page.getByLabel("Priority: Medium").selectOption("4");
    for (const select of await page.getByRole("combobox").all())
      if ((await select.inputValue()) === "" && (await select.getByRole("option").count()) > 2)
        await select.selectOption("ignore");
    await own.world.api.patch("/connections/halo", { mode: "shadow" });
    // What is not in the stream is read again every ten seconds.
    await page.getByText(/, Shadow$/).waitFor({ timeout: 20_000 });
    assert.equal(await page.getByLabel("Priority: Medium").inputValue(), "4");
    await page.getByRole("button", { name: "Save tables" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    assert.match(JSON.stringify((await shown()).maps), /"3":4/);
    await page.context().close();
  });

  it("takes out a setting that is emptied, and says at its field what cannot be read", async () => {
    const page = await own.open("/connections/halo?tab=settings");
    const calls = page.getByLabel(/^Calls in five minutes/);
    await calls.fill("many");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("This is not a number.", { exact: false }).waitFor();
    await calls.fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    assert.equal((await shown()).settings["callsPerFiveMinutes"], 250);
    assert.equal(await calls.inputValue(), "250");
    await page.context().close();
  });

  it("names a mistake in JSON in the language of the page, in the form and in the settings", async () => {
    const page = await own.open("/connections/new?connector=connectwise-rmm", { language: "de" });
    const words = page.getByLabel(/^Wörter für die Schwere/);
    await page.getByText("Weitere Einstellungen").click();
    await words.fill('{ "Critical": ');
    await page.getByLabel(/^Token/).fill("0123456789abcdef");
    await page.getByRole("button", { name: "Verbinden", exact: true }).click();
    await page.getByText("Das ist kein gültiges JSON.", { exact: false }).waitFor();
    await assertReachable(page);
    await words.fill('{ "Critical": "critical" }');
    await page.getByRole("button", { name: "Verbinden", exact: true }).click();
    await page.getByRole("heading", { name: "connectwise-rmm ist verbunden" }).waitFor();
    await page.goto("/connections/connectwise-rmm?tab=settings");
    await words.fill("{ Critical }");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("Das ist kein gültiges JSON.", { exact: false }).waitFor();
    assert.deepEqual((await shown("connectwise-rmm")).settings["severityWords"], { Critical: "critical" });
    await page.context().close();
  });
});
