import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { openConsoleWorld, owner, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";
import { startReceiver } from "./support/receiver.ts";

describe("an administrator", () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  const own = useConsoleWorld(async (context) => {
    receiver = await startReceiver();
    context.after(receiver.close);
    return openConsoleWorld(context, {}, { allowedPrivate: [receiver.address] });
  });

  it("invites somebody, who comes, and is given another role and other clients, signed out and removed", async () => {
    await own.world.api.post("/configuration/apply", { text: "interdesk: 1\nclients: [{ name: Acme Dental }]\n" });
    const page = await own.open("/people");
    await assertReachable(page);
    await page.getByRole("button", { name: "Invite" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Tom Tech");
    await page.getByLabel("E-mail address").fill("tom@msp.example");
    await page.getByRole("radio", { name: "Viewer" }).check();
    await page.getByRole("button", { name: "Make the invitation" }).click();
    const link = await page.locator("code").textContent();
    const guest = await own.stranger();
    await guest.goto(link ?? "");
    await guest.getByLabel("New password").fill("another walk by the sea");
    await guest.keyboard.press("Enter");
    await guest.getByRole("heading", { name: "Nothing is late or running out" }).waitFor();
    assert.equal(await guest.getByRole("link", { name: "People" }).count(), 0);
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByLabel("Role: Tom Tech").selectOption("technician");
    await page.getByText("Tom Tech is Technician now").waitFor();
    const chooseClients = async (choose: () => Promise<void>) => {
      await page.getByRole("button", { name: "What to do with Tom Tech" }).click();
      await page.getByRole("menuitem", { name: "Choose which clients they see" }).click();
      await choose();
      // The choices lie over the button until the field is left.
      await page.keyboard.press("Tab");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    };
    const field = page.getByRole("dialog").getByRole("combobox", { name: "Only these clients" });
    await chooseClients(async () => {
      await assertReachable(page);
      await field.fill("Nobody's");
      await page.keyboard.press("Enter");
    });
    await page
      .getByRole("dialog")
      .getByText(/there is no client "Nobody's"/)
      .waitFor();
    await field.press("Backspace");
    await field.fill("Acme Dental");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByText("Only 1 client: Acme Dental").waitFor();
    await chooseClients(() => field.press("Backspace"));
    await page.getByText("Tom Tech sees all clients now").waitFor();
    await page.getByRole("button", { name: "What to do with Tom Tech" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("tom@msp.example").waitFor({ state: "detached" });
    await guest.reload();
    await guest.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("makes a key that works, and revokes it", async () => {
    const page = await own.open("/settings?part=keys");
    await page.getByText("No program has a key yet.").waitFor();
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByLabel("Name", { exact: true }).fill("billing");
    await page.getByRole("button", { name: "Make the key" }).click();
    const key = (await page.locator("code").textContent()) ?? "";
    const ask = () => fetch(`${own.world.hub.url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal((await ask()).status, 200);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Revoke: billing" }).click();
    await assertReachable(page);
    await page.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("No program has a key yet.").waitFor();
  });

  it("tells another system, tries it, and reads what it was told", async () => {
    const page = await own.open("/settings?part=webhooks");
    await page.getByRole("button", { name: "New webhook" }).click();
    await page.getByLabel("Its address").fill(receiver.url);
    await page.getByRole("dialog").getByText("All of tickets").waitFor();
    await page.getByRole("combobox", { name: "Which events" }).fill("breached");
    await page.getByRole("option", { name: "SLA breached" }).click();
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("code").filter({ hasText: "whsec_" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("All of tickets, SLA breached").waitFor();
    await page.getByRole("button", { name: `What to do with ${receiver.url}` }).click();
    await page.getByRole("menuitem", { name: "Send a test event" }).click();
    await page.getByText(/Taken with 204/).waitFor();
    assert.equal(receiver.requests(), 1);
    await assertReachable(page);
    await page.getByRole("button", { name: `What to do with ${receiver.url}` }).click();
    await page.getByRole("menuitem", { name: "What it was told" }).click();
    const told = page.getByRole("dialog").getByRole("row");
    await told.getByText("Test", { exact: true }).waitFor();
    await told.locator("code", { hasText: "interdesk.webhook.test" }).waitFor();
    await assertReachable(page);
  });

  it("finds in the audit what was done, and that the chain is whole", async () => {
    const page = await own.open("/audit");
    await assertReachable(page);
    const action = page.getByRole("combobox", { name: "Action" });
    await action.fill("api");
    await page.getByRole("option", { name: "API key revoked" }).waitFor();
    await assertReachable(page);
    await page.getByRole("option", { name: "All of API keys" }).click();
    const list = page.getByRole("grid");
    await list.getByText("Person removed").waitFor({ state: "detached" });
    await list.getByText("API key made").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("action"), "apiKey.*");
    await page.goto("/audit?action=apiKey.add");
    await list.getByText("API key made").waitFor();
    assert.equal(await list.getByText("API key revoked").count(), 0);
    assert.equal(await action.inputValue(), "API key made");
    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("billing").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Verify the chain" }).click();
    await page.getByText(/^Whole:/).waitFor();
  });

  it("finds in the audit who did something, by the words that it shows", async () => {
    const { key } = (await own.world.api.post("/api-keys", { name: "pulse", role: "admin" })) as { key: string };
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const body = JSON.stringify({ name: "made by pulse", role: "viewer" });
    const made = await fetch(`${own.world.hub.url}/api/v1/api-keys`, { method: "POST", headers, body });
    assert.equal(made.status, 201, await made.text());
    const page = await own.open("/audit?action=apiKey.add");
    const list = page.getByRole("grid");
    await list.getByText("Key pulse", { exact: true }).waitFor();
    await list.getByText(owner.email).waitFor();
    const who = page.getByRole("textbox", { name: "By whom" });
    await who.fill("Key pulse");
    await list.getByText(owner.email).waitFor({ state: "detached" });
    await list.getByText("Key pulse", { exact: true }).waitFor();
    const [asked] = await Promise.all([
      page.waitForRequest((request) => request.url().includes("/audit?") && request.url().includes("actor=hub")),
      who.fill("Interdesk"),
    ]);
    assert.equal((await asked.response())?.status(), 200);
  });

  it("compares and applies a configuration, and tries a route of the API", async () => {
    const page = await own.open("/settings?part=configuration");
    await page.getByLabel("The file, in YAML or JSON").fill("interdesk: 1\nnonsense: true\n");
    await page.getByRole("button", { name: "Show what would change" }).click();
    await page.getByText("nonsense").last().waitFor();
    await page.getByRole("tab", { name: "API", exact: true }).click();
    await page.getByLabel("Find a route").fill("GET /api/v1/me who");
    await page.getByRole("button", { name: /Who you are here/ }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("status").getByText(owner.email).first().waitFor();
    await assertReachable(page);
  });

  it("removes by a file only what was named and said yes to", async () => {
    const { api } = own.world;
    const secrets = { bearerToken: "a-token-of-this-test" };
    await api.post("/connections", { name: "prometheus", connector: "alertmanager", secrets });
    const page = await own.open("/settings?part=configuration");
    await page.getByLabel("The file, in YAML or JSON").fill("interdesk: 1\nconnections: []\n");
    await page.getByLabel("Remove what the file does not name").check();
    await page.getByRole("button", { name: "Show what would change" }).click();
    const apply = page.getByRole("button", { name: "Apply", exact: true });
    await apply.click();
    const dialog = page.getByRole("dialog", { name: "Remove what the file does not name?" });
    await dialog.getByText("prometheus").waitFor();
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(((await api.get("/connections")) as unknown[]).length, 1);
    await apply.click();
    await dialog.getByRole("button", { name: "Apply, and remove 1 entry" }).click();
    await page.getByRole("heading", { name: "Applied." }).waitFor();
    assert.deepEqual(await api.get("/connections"), []);
  });

  it("takes along files of the tenant that is shown, whichever was acted for last", async () => {
    const { api } = own.world;
    await api.post("/tenants", { name: "Other MSP" });
    const other = await own.world.asTenant("Other MSP");
    const invited = { email: owner.email, name: owner.name, role: "admin" };
    const { url, id } = (await other.post("/people", invited)) as { url: string; id: string };
    const page = await own.open("/audit");
    const secret = url.split("/setup/")[1];
    const headers = { origin: own.world.hub.url };
    const joined = await page.request.post("/api/auth/link/redeem", { data: { secret }, headers });
    assert.equal(joined.status(), 200, await joined.text());
    await page.evaluate(() => sessionStorage.setItem("interdesk-tenant", "default"));
    const downloadBy = async (path: string, name: string) => {
      await page.goto(path);
      const button = page.getByRole("button", { name });
      await button.waitFor();
      await page.request.get("/api/v1/me", { headers: { "interdesk-tenant": encodeURIComponent("Other MSP") } });
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      return readFile(await download.path(), "utf8");
    };
    assert.match(await downloadBy("/audit", "Export"), /apiKey\.revoke/);
    assert.match(await downloadBy("/settings?part=configuration", "Download what is set up"), /Acme Dental/);
    await other.remove(`/people/${id}`);
  });

  for (const path of [
    "/people",
    "/audit",
    "/account",
    ...["keys", "webhooks", "configuration", "api", "erasure"].map((part) => `/settings?part=${part}`),
  ])
    it(`reads ${path} on a phone, in German and dark`, async () => {
      const page = await own.open(path, { ...phone, colorScheme: "dark" });
      await page.locator("[role=status][aria-label]").first().waitFor({ state: "detached" });
      await assertReachable(page);
      await assertNothingCut(page);
    });
});
