import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { alertmanagerBody } from "../support/alertmanager.ts";
import { phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("rules of intake", () => {
  const own = useConsoleWorld();
  before(async () => {
    const { api } = own.world;
    await api.post("/clients", { name: "Acme Dental" }).catch(() => undefined);
    const connection = {
      name: "prometheus",
      connector: "alertmanager",
      secrets: { bearerToken: "a-token-of-this-test" },
    };
    const { hookUrl } = (await api.post("/connections", connection)) as { hookUrl: string };
    await fetch(hookUrl, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer a-token-of-this-test" },
      body: alertmanagerBody([{ alertname: "Spooler stopped", client: "acme", severity: "warning" }]),
    });
    await awaitUntil("the delivery", async () => {
      const [one] = (await api.get("/deliveries?limit=1")) as { outcome: string }[];
      return one && one.outcome !== "open" ? true : undefined;
    });
  });

  it("are built, tried over what was delivered, reviewed, saved, and taken back", async () => {
    const page = await own.open("/rules");
    await page.getByText("There are no rules yet", { exact: false }).waitFor();
    await assertReachable(page);
    await page.getByRole("button", { name: "New rule" }).click();
    await page.getByLabel("Its short name").fill("printers");
    await page.getByRole("button", { name: "One more condition" }).click();
    await page.getByLabel("Which").fill('Spooler "x"');
    await assertReachable(page);
    await page.getByLabel("Priority").selectOption("4");
    await page.getByRole("button", { name: "Put it into the text" }).click();
    const text = page.getByLabel("The text, in YAML");
    assert.match(await text.inputValue(), /when: .*event\.title\.contains\(/);
    await page.getByRole("button", { name: "Edit" }).click();
    assert.equal(await page.getByLabel("Which").inputValue(), 'Spooler "x"');
    await page.getByLabel("Which").fill("Spooler");
    await page.getByRole("button", { name: "Put it into the text" }).click();
    await page.getByRole("button", { name: /Dry run/ }).click();
    await page.getByText(/Of 1 events, 1 would have gone another way/).waitFor();
    await page.getByRole("button", { name: "Review what changes" }).click();
    await page.getByRole("button", { name: "Save as version 1" }).click();
    await page.getByText(/^Version 1, saved/).waitFor();
    await text.fill(`${await text.inputValue()}\nnonsense: 1\n`);
    await page.getByRole("button", { name: "Review what changes" }).click();
    await page.getByRole("button", { name: "Save as version 2" }).click();
    await page.getByRole("alert").getByText("nonsense").waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("(switched off)").waitFor();
    await page.getByRole("button", { name: "Review what changes" }).click();
    await page.getByRole("button", { name: "Save as version 2" }).click();
    await page.getByRole("button", { name: "Go back to version 1" }).click();
    await page.getByText(/^Version 3, saved/).waitFor();
    await assertReachable(page);
  });

  it("say what each did with a real delivery, and which have matched nothing", async () => {
    const page = await own.open("/rules?part=explain");
    await page.getByRole("button", { name: "Explain", exact: true }).click();
    await page.getByText("matched", { exact: false }).first().waitFor();
    await page.getByText("printers").waitFor();
    await assertReachable(page);
    await page.getByRole("tab", { name: "Never matching" }).click();
    await page.getByText("never matched").waitFor();
    await assertReachable(page);
    await page.getByRole("link", { name: "Go to the rule: printers" }).click();
    const rule = page.locator("li[aria-current]", { hasText: "printers" });
    await rule.getByRole("button", { name: "Edit" }).waitFor();
    assert.ok(await rule.evaluate((entry) => entry === document.activeElement));
    await assertReachable(page);
  });

  it("do not overwrite what somebody else has saved meanwhile", async () => {
    const page = await own.open("/rules");
    const text = page.getByLabel("The text, in YAML");
    await text.fill(`# mine\n${await text.inputValue()}`);
    await own.world.api.post("/rules", { text: "# theirs\nrules: []\n" });
    await page.getByRole("button", { name: "Review what changes" }).click();
    await page.getByRole("button", { name: /Save as version/ }).click();
    await page.getByText("Somebody else has saved meanwhile.", { exact: false }).waitFor();
    assert.match(await text.inputValue(), /^# mine/);
    await page.getByText("# theirs").first().waitFor();
  });

  it("ask before a text that is not saved is lost: by a link, by a tab, by an older version, by loading anew", async () => {
    const page = await own.open("/rules");
    const text = page.getByLabel("The text, in YAML");
    const saved = await text.inputValue();
    const draft = `# not saved\n${saved}`;
    await text.fill(draft);
    const ways: readonly [RegExp, () => Promise<void>][] = [
      [/Leave without saving/, () => page.getByRole("link", { name: "Tickets", exact: true }).click()],
      [/Leave without saving/, () => page.getByRole("tab", { name: "Never matching" }).click()],
      [/Go back to version 1\?/, () => page.getByRole("button", { name: "Go back to version 1" }).click()],
    ];
    for (const [title, go] of ways) {
      await go();
      const dialog = page.getByRole("dialog", { name: title });
      await dialog.waitFor();
      await assertReachable(page);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await dialog.waitFor({ state: "detached" });
      assert.equal(new URL(page.url()).pathname, "/rules");
      assert.equal(await text.inputValue(), draft);
    }
    const asked = page.waitForEvent("dialog");
    await page.evaluate(() => setTimeout(() => location.reload()));
    const question = await asked;
    assert.equal(question.type(), "beforeunload");
    await question.dismiss();
    assert.equal(await text.inputValue(), draft);
    await page.getByRole("tab", { name: "Never matching" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await page.getByRole("tab", { name: "Never matching", selected: true }).waitFor();
    await page.getByRole("tab").first().click();
    await text.waitFor();
    assert.equal(await text.inputValue(), saved);
  });

  for (const part of ["edit", "explain", "unused"])
    it(`fit a phone, in German and dark: ${part}`, async () => {
      const page = await own.open(`/rules?part=${part}`, { ...phone, colorScheme: "dark" });
      await page.locator("[role=status][aria-label]").first().waitFor({ state: "detached" });
      await assertReachable(page);
      await assertNothingCut(page);
    });
});
