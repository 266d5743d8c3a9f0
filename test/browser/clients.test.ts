import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { ClientGuide } from "../../schemas/client-guide.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable, showIn } from "./support/look-for-faults.ts";

describe("the clients' pages", () => {
  let page: Page;
  let stranger: { ref: string; name: string };
  let autotask: DeskSimulator;
  type Known = { name: string; customers: { externalId: string }[] };
  const clientNames = async () => ((await own.world.api.get("/clients")) as Known[]).map(({ name }) => name);
  const refsOf = async (client: string) => {
    const known = ((await own.world.api.get("/clients")) as Known[]).find(({ name }) => name === client);
    return (known ?? assert.fail("no client")).customers.map(({ externalId }) => externalId);
  };
  const own = useConsoleWorld(async (context) => {
    autotask = await startAutotaskSimulator({ webhookRetryMs: 100 });
    stranger = autotask.clients.find(({ name }) => name !== "Acme Dental") ?? assert.fail("only one customer");
    const clients = autotask.clients.map(({ name }) => name).filter((name) => name !== stranger.name);
    return openConsoleWorld(context, { autotask: { connector: "autotask", desk: autotask, clients } });
  });
  before(async () => {
    await autotask.technician.createTicket({ title: "Who are we?", clientRef: stranger.ref });
    await own.world.readNow();
    const { api } = own.world;
    const { hookUrl } = (await api.post("/connections", {
      name: "prometheus",
      connector: "alertmanager",
      secrets: { bearerToken: "test-token-not-secret" },
    })) as { hookUrl: string };
    await deliverAlerts(hookUrl, [{ alertname: "Disk full", client: "acme-dental-gmbh", severity: "critical" }]);
    await deliverAlerts(hookUrl, [{ alertname: "Link down", client: "nobody-knows", severity: "critical" }]);
    await awaitUntil("both to wait", async () =>
      ((await api.get("/clients/unknown")) as unknown[]).length === 3 ? true : undefined,
    );
    await api.post("/maintenance", { client: "Acme Dental", reason: "New switches", endsAt: "2099-01-01" });
    page = await own.open("/clients", { viewport: { width: 1440, height: 1000 } });
  });

  it("show what waits for a client, and let it go on in one step", async () => {
    await page.getByRole("listitem").filter({ hasText: "nobody-knows" }).waitFor();
    await assertReachable(page);
    // A desk tells what it calls the customer; its number alone says nothing.
    const asked = page.getByRole("combobox", { name: `Which client is ${stranger.name}?` });
    await page.getByRole("listitem").filter({ hasText: stranger.ref }).getByText(stranger.name).waitFor();
    await asked.fill("Third Ltd");
    await page.getByRole("listitem").filter({ has: asked }).getByRole("button", { name: "Map" }).click();
    // Most names that are nobody's are misspelt.
    const question = page.getByRole("dialog", { name: "Make a new client “Third Ltd”?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    assert.equal((await clientNames()).includes("Third Ltd"), false);
    await page.getByRole("listitem").filter({ has: asked }).getByRole("button", { name: "Map" }).click();
    await assertReachable(page);
    await question.getByRole("button", { name: "Make it" }).click();
    await asked.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "It is Acme Dental" }).click();
    await page.getByText(/“acme-dental-gmbh” is Acme Dental\. Read anew: 0 records; going on: 1 alert\./).waitFor();
    await awaitUntil("the ticket", async () =>
      (await own.world.tickets()).find(({ title }) => title.startsWith("Disk full")),
    );
    const other = page.getByRole("combobox", { name: "Which client is nobody-knows?" });
    await other.fill("Brand New Ltd");
    await page.getByRole("button", { name: "Map" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Make it" }).click();
    await page.getByRole("heading", { name: "Waiting for a client" }).waitFor({ state: "hidden" });
    await page.getByRole("row", { name: /Brand New Ltd/ }).waitFor();
  });

  it("are searched, also by what a desk calls somebody", async () => {
    await page.getByRole("textbox", { name: "Search clients" }).fill("acme-dental-g");
    await page.getByRole("row", { name: /Brand New Ltd/ }).waitFor({ state: "hidden" });
    await page.getByRole("row", { name: /Acme Dental/ }).click();
    await page.getByRole("heading", { name: "Acme Dental" }).waitFor();
  });

  it("tell of one what is open, what is promised and why, and when nobody is told", async () => {
    const [ticket] = (await own.world.api.get("/tickets?search=Disk%20full")) as { code: string }[];
    const shown = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: /^Disk full/ }) });
    await shown.getByText(new RegExp(`^${ticket?.code}, .*New`)).waitFor();
    await page.getByRole("row", { name: /P1.*standard/ }).waitFor();
    await page.getByText("Maintenance: New switches").waitFor();
    await page.getByRole("button", { name: "Add a name" }).click();
    await page.getByRole("dialog").getByLabel("Connection").selectOption("prometheus");
    await page.getByLabel("Name or number there").fill("acme-2");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByText("acme-2", { exact: true }).waitFor();
    assert.ok((await refsOf("Acme Dental")).includes("acme-2"));
    await assertReachable(page);
  });

  it("give a name to another client, and take one away: what is somebody's already stays", async () => {
    await page.getByRole("button", { name: "Other client: acme-2" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Tickets and alerts that are Acme Dental's already stay as they are.").waitFor();
    await assertReachable(page);
    await dialog.getByLabel("Client").fill("third ltd");
    await dialog.getByLabel("Client").press("Tab");
    await dialog.getByRole("button", { name: "Other client" }).click();
    await page.getByText("acme-2", { exact: true }).waitFor({ state: "detached" });
    assert.ok((await refsOf("Third Ltd")).includes("acme-2"));
    await page.getByRole("button", { name: "Remove: acme-dental-gmbh" }).click();
    await dialog.getByText("What comes of it next waits until somebody says whose it is.").waitFor();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("acme-dental-gmbh", { exact: true }).waitFor({ state: "detached" });
    assert.equal((await refsOf("Acme Dental")).includes("acme-dental-gmbh"), false);
    await page.getByRole("link", { name: /^Disk full/ }).waitFor();
  });

  it("keep contacts and runbooks: added, changed, taken out and put back", async () => {
    const guide = async () => {
      const { contacts, runbooks } = (await own.world.api.get("/clients/Acme%20Dental/guide")) as ClientGuide;
      return [contacts.map(({ name, phone }) => `${name} ${phone}`), runbooks.map(({ title }) => title)];
    };
    const dialog = page.getByRole("dialog");
    const save = async () => {
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "hidden" });
    };
    await page.getByRole("button", { name: "Add a contact" }).click();
    await dialog.getByLabel("Name").fill("Ann Acme");
    await dialog.getByLabel("Phone").fill("+49 89 1234567");
    await assertReachable(page);
    await save();
    await page.getByRole("link", { name: "+49 89 1234567" }).waitFor();
    await page.getByRole("button", { name: "Edit Ann Acme" }).click();
    await dialog.getByLabel("Phone").fill("+49 89 7654321");
    await save();
    await page.getByRole("button", { name: "Add a runbook" }).click();
    await dialog.getByLabel("Title").fill("Cash desks are down");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Give a link, or a text.").waitFor();
    await dialog.getByLabel("Text").fill("Call **Ann** first.");
    await save();
    await page.getByText("Cash desks are down").waitFor();
    const whole = [["Ann Acme +49 89 7654321"], ["Cash desks are down"]];
    assert.deepEqual(await guide(), whole);
    await page.getByRole("button", { name: "Add a contact" }).click();
    await dialog.getByLabel("Name").fill("Bob Acme");
    await save();
    const names = () =>
      page
        .getByRole("button", { name: /^Edit \w+ Acme$/ })
        .evaluateAll((all) => all.map((one) => one.getAttribute("title")));
    await page.getByRole("button", { name: "Move Bob Acme up" }).focus();
    await page.keyboard.press("Enter");
    await awaitUntil("the order", async () => ((await guide())[0]?.[0]?.startsWith("Bob") ? true : undefined));
    await page.getByRole("button", { name: "Move Bob Acme up", disabled: true }).waitFor();
    assert.deepEqual(await names(), ["Edit Bob Acme", "Edit Ann Acme"]);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("title"));
    assert.equal(await focused(), "Move Bob Acme up");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Move Bob Acme down", disabled: true }).waitFor();
    assert.deepEqual([await names(), await focused()], [["Edit Ann Acme", "Edit Bob Acme"], "Move Bob Acme down"]);
    await page.getByRole("button", { name: "Remove Bob Acme" }).click();
    await awaitUntil("one contact", async () => ((await guide())[0]?.length === 1 ? true : undefined));
    await page.getByRole("button", { name: "Remove Ann Acme" }).click();
    await page.getByRole("alert").filter({ hasText: "Ann" }).getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "+49 89 7654321" }).waitFor();
    await awaitUntil("the contact", async () => (isDeepStrictEqual(await guide(), whole) ? true : undefined));
    await assertReachable(page);
  });

  it("are whole on a phone in German, in both schemes", async () => {
    const small = await own.open("/clients", phone);
    for (const path of ["/clients", "/clients/Acme%20Dental"]) {
      await small.goto(path);
      await small.getByText("Acme Dental").first().waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await showIn(small, colorScheme);
        await assertNothingCut(small);
        await assertReachable(small);
      }
    }
    await small.goto("/clients/Nobody");
    await small.getByText("Diesen Kunden gibt es nicht").waitFor();
  });
});
