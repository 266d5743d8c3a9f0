import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("connections in the console", () => {
  let desk: DeskSimulator;
  const own = useConsoleWorld(async (context) => {
    desk = await startHaloSimulator();
    await desk.technician.createTicket({ title: "Scanner jams", clientRef: desk.clients[0]?.ref ?? "" });
    context.after(() => desk.close());
    return openConsoleWorld(context, {}, { pollSeconds: 1, allowedPrivate: [desk.address] });
  });
  const shown = async (name: string) =>
    (await own.world.api.get(`/connections/${name}`)) as {
      mode: string;
      rules: { take: string; policies: object };
      maps: object;
    };

  it("leads from the catalogue through the form, whose errors stand at their fields, to a test", async () => {
    const page = await own.open("/connections/new");
    await page.getByLabel("Name of a product").fill("halo");
    await assertReachable(page);
    await page.getByRole("link", { name: /HaloPSA/ }).click();
    await page.getByLabel("Name of this connection").fill("halo");
    await page.getByLabel("Address of your Halo").fill("no address");
    await page.getByLabel("Client ID").fill(String(desk.settings["clientId"]));
    await page.getByRole("textbox", { name: "Client secret" }).fill(String(desk.secrets["clientSecret"]));
    await page.getByRole("textbox", { name: "Webhook secret" }).fill(String(desk.secrets["webhookSecret"]));
    await page.getByText("More settings").click();
    // This one counts no calls, so that nobody waits for a turn.
    await page.getByLabel(/^Calls in five minutes/).fill("1000000");
    await assertReachable(page);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("expected the address of your Halo", { exact: false }).last().waitFor();
    await page.getByLabel("Address of your Halo").fill(desk.url);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("heading", { name: "halo is connected" }).waitFor();
    assert.match(await page.getByLabel("Address for deliveries").innerText(), /\/hooks\//);
    await assertReachable(page);
    await page.getByRole("link", { name: "Test, and go on" }).click();
    desk.setFaults({ latencyMs: 300 });
    await page.getByRole("button", { name: "Run the test" }).click();
    await page.getByText("Find the Halo: succeeded").waitFor();
    assert.equal(await page.getByText("The vendor is asked …").count(), 1, "a step is told before the last is known");
    desk.setFaults({ latencyMs: 0 });
    await page.getByText(/All steps succeeded|A step failed/).waitFor();
    assert.equal((await shown("halo")).mode, "shadow");
    await page.getByRole("button", { name: "Register webhook" }).click();
    await page.getByText(/^Webhook: /).waitFor();
    await page.context().close();
  });

  it("translates values, and shows both ways what that makes of a ticket", async () => {
    const page = await own.open("/connections/halo?tab=maps");
    await page.getByLabel("Priority: Medium").selectOption("2");
    await page.getByRole("button", { name: "Show what it becomes" }).click();
    await page.getByRole("heading", { name: /^Ticket \d+ there becomes/ }).waitFor();
    await page.getByRole("cell", { name: "Scanner jams" }).first().waitFor();
    await assertReachable(page);
    for (const select of await page.getByRole("combobox").all())
      if ((await select.inputValue()) === "" && (await select.getByRole("option").count()) > 2)
        await select.selectOption("ignore");
    await page.getByText("All values are decided.").waitFor();
    await page.getByRole("button", { name: "Save tables" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    assert.equal(JSON.stringify((await shown("halo")).maps).includes('"3":2'), true);
    await page.context().close();
  });

  it("maps customers, checks rules by position, imports older tickets and goes live", async () => {
    const page = await own.open("/connections/halo?tab=clients");
    await page.getByRole("combobox", { name: "Client here: Acme Dental" }).fill("Acme Dental");
    await page.getByRole("button", { name: "Map: Acme Dental" }).click();
    await page.getByRole("dialog", { name: "Make a new client “Acme Dental”?" }).waitFor();
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByText("“Acme Dental” is Acme Dental", { exact: false }).waitFor();
    await page.getByRole("tab", { name: "Rules" }).click();
    await page.getByLabel("Take", { exact: true }).fill("record.priority <== 2");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/^Character \d+: /).waitFor();
    await assertReachable(page);
    await page.getByLabel("Take", { exact: true }).fill("true");
    await page.getByLabel("Priority: Changed on both sides").selectOption("ask");
    await page.getByText("not as usual").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await awaitUntil("the rule", async () => ((await shown("halo")).rules.take === "true" ? true : undefined));
    assert.deepEqual((await shown("halo")).rules.policies, {
      priority: { owner: "hub", collision: "ask", foreignEdit: "accept" },
    });
    await page.getByRole("button", { name: "Reset to default" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await awaitUntil("the usual", async () =>
      Object.keys((await shown("halo")).rules.policies).length === 0 ? true : undefined,
    );
    await page.getByRole("tab", { name: "Go live" }).click();
    await page.getByRole("button", { name: "Show what would happen" }).click();
    await page.getByRole("button", { name: /^Import 1 ticket/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Import 1 ticket" }).click();
    await awaitUntil("the ticket", async () => ((await own.world.tickets()).length === 1 ? true : undefined));
    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByText(/records? agrees?\./).waitFor();
    await assertReachable(page);
    await page.getByRole("button", { name: "Go live" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Go live" }).click();
    await page.getByRole("button", { name: "Go back to shadow" }).waitFor();
    assert.equal((await shown("halo")).mode, "live");
    await page.context().close();
  });

  it("pauses with a reason, resumes, and is all there on a phone in German and in the dark", async () => {
    const page = await own.open("/connections/halo", { ...phone, colorScheme: "dark" });
    await page.getByRole("button", { name: "Anhalten" }).click();
    await page.getByLabel("Warum").fill("Umzug");
    await page.getByRole("dialog").getByRole("button", { name: "Anhalten" }).click();
    await page.getByRole("button", { name: "Fortsetzen", exact: true }).click();
    await page.getByRole("button", { name: "Anhalten" }).waitFor();
    for (const tab of ["Einstellungen", "Werte", "Kunden", "Regeln", "Inbetriebnahme", "Eingänge", "Überblick"]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("tab", { name: tab, selected: true }).waitFor();
      await page.getByRole("tabpanel").waitFor();
      // The longest of our words.
      if (tab === "Werte")
        await page
          .getByLabel(/^Status: /)
          .first()
          .selectOption({ label: "Wartet auf Kunden" });
      await assertNothingCut(page);
    }
    await assertReachable(page);
    await page.goto("/connections/halo?tab=log");
    await page.getByRole("tab", { name: "Eingänge", selected: true }).waitFor();
    await assertNothingCut(page);
    await page.goto("/connections");
    await page.getByRole("link", { name: "halo" }).waitFor();
    await assertNothingCut(page);
    await assertReachable(page);
    await page.context().close();
  });

  it("says what a connector asks for in the language that is chosen, at once", async () => {
    const page = await own.open("/connections/new?connector=halopsa", { language: "de" });
    await page.getByLabel("Adresse Ihres Halo").waitFor();
    await page.getByText("Legen Sie ein Textfeld an Tickets", { exact: false }).waitFor();
    await page.getByLabel("Client-ID").fill("kept");
    await page.getByRole("button", { name: /^Olga Owner: / }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await page.getByLabel("Address of your Halo").waitFor();
    await page.getByText("add a text field on tickets", { exact: false }).waitFor();
    assert.equal(await page.getByLabel("Client ID").inputValue(), "kept");
    await page.context().close();
  });

  it("says in German what the hub says in English: the steps of a test, and a refusal", async () => {
    const page = await own.open("/connections/halo", { language: "de" });
    await page.getByRole("button", { name: "Test starten" }).click();
    await page.getByText("Unseren eigenen Agenten finden").waitFor();
    await page.getByText("Webhooks lassen sich lesen.").waitFor();
    await page.getByRole("tab", { name: "Einstellungen" }).click();
    await page.getByLabel("Adresse Ihres Halo").fill("no address");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("erwartet: die Adresse Ihres Halo", { exact: false }).last().waitFor();
    await page.context().close();
  });

  it("replaces a setting, and is removed once its name was typed", async () => {
    const page = await own.open("/connections/halo?tab=settings");
    await page.getByLabel(/^Calls in five minutes/).fill("200");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await assertReachable(page);
    await page.getByRole("button", { name: "Remove this connection" }).click();
    const dialog = page.getByRole("dialog");
    assert.equal(await dialog.getByRole("button", { name: "Remove" }).isDisabled(), true);
    await dialog.getByLabel("Type its name to remove it").fill("halo");
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("Nothing is connected yet").waitFor();
    assert.deepEqual(await own.world.api.get("/connections"), []);
  });
});
