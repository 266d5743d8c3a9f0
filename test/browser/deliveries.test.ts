import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { awaitUntil } from "../../server/demo/world.ts";
import { phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("deliveries in the console", () => {
  const own = useConsoleWorld();
  const held = async () => (await own.world.api.get("/quarantine")) as { reason: string }[];
  before(async () => {
    const { api } = own.world;
    await api.post("/simulators", { connector: "alertmanager" });
    await api.post("/simulators/simulated-alertmanager/alert", {});
    await api.post("/simulators/simulated-alertmanager/alert", { client: "unknown" });
    await awaitUntil("what is held", async () => ((await held()).length === 1 ? true : undefined));
  });

  it("are listed by what became of them, and each shows what it said", async () => {
    const page = await own.open("/deliveries");
    await page.getByRole("row").nth(1).waitFor();
    await assertReachable(page);
    await page.getByLabel("Outcome").selectOption("applied");
    await page.getByRole("gridcell", { name: "Applied" }).waitFor();
    assert.equal(await page.getByRole("gridcell", { name: "In quarantine" }).count(), 0);
    await page.getByRole("grid").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Delivery of/ }).waitFor();
    await page.getByRole("heading", { name: /Disk of fs-01 is 97 % full/ }).waitFor();
    assert.match(await page.getByLabel("Body").innerText(), /"alertname": "DiskWillFillSoon"/);
    await assertReachable(page);
    await page.getByRole("button", { name: "Work on it again" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Work on it again" }).click();
    await page.getByText("It is worked on again.", { exact: true }).waitFor();
    await page.context().close();
  });

  it("wait in quarantine until somebody says who it is", async () => {
    const page = await own.open("/deliveries?tab=quarantine", { colorScheme: "dark" });
    await page.getByText("Client not mapped", { exact: true }).waitFor();
    await page.getByText("Say which client this is", { exact: false }).waitFor();
    await assertReachable(page);
    await page.getByLabel("Select all").check();
    await page.getByRole("button", { name: "Work on this one again" }).click();
    await page.getByText("It is worked on again.").waitFor();
    await awaitUntil("held again", async () => ((await held()).length === 1 ? true : undefined));
    await page.getByRole("link", { name: "Say who it is" }).click();
    await page.getByRole("combobox", { name: "Client here: harbor-foods" }).fill("Harbor Foods");
    await page.getByRole("button", { name: "Map" }).first().click();
    await awaitUntil("nothing is held", async () => ((await held()).length === 0 ? true : undefined));
    await awaitUntil("both tickets", async () => ((await own.world.tickets()).length === 2 ? true : undefined));
    await page.context().close();
  });

  it("are all there on a phone in German", async () => {
    const page = await own.open("/deliveries", phone);
    await page.getByRole("row").first().waitFor();
    for (const tab of ["Alle", "Quarantäne", "Hinweise"]) {
      await page.getByRole("tab", { name: tab }).click();
      await assertNothingCut(page);
    }
    await page.getByText("Keine offenen Hinweise").waitFor();
    await assertReachable(page);
    await page.reload();
    await page.getByRole("tab", { name: "Hinweise", selected: true }).waitFor();
    await assertNothingCut(page);
  });
});
