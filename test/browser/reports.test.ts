import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { statusMaps } from "../../connectors/halopsa/simulator/status-maps.ts";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("reports", () => {
  let client = "";
  const own = useConsoleWorld(async (context) => {
    const desk = await startHaloSimulator();
    client = desk.clients[0]?.name ?? "";
    const setup = { connector: "halopsa", desk, maps: statusMaps, settings: {} };
    return openConsoleWorld(context, { halopsa: setup });
  });

  it("say first that nothing happened, then what was done, in figures and as CSV", async () => {
    const page = await own.open("/reports");
    await page.getByText("Nothing happened in these months.").waitFor();
    await assertReachable(page);
    const ticket = { client, title: "Printer on fire", description: "", type: "incident", priority: 2 };
    const { id } = (await own.world.api.post("/tickets", ticket)) as { id: string };
    await own.world.api.patch(`/tickets/${id}`, { status: "resolved" });
    await page.reload();
    await page.getByText(/100\s% of resolution targets were met/).waitFor();
    await page.getByLabel("Client").selectOption(client);
    await page.waitForURL(/client=/);
    await page.getByRole("cell", { name: client }).waitFor();
    await assertReachable(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download as CSV").click()]);
    const text = await readFile(await download.path(), "utf8");
    assert.match(text, new RegExp(`\\r\\n"?${client}"?,\\d{4}-\\d\\d,1,`));
  });

  it("fit a phone, in German and dark", async () => {
    const page = await own.open("/reports?months=12", { ...phone, colorScheme: "dark" });
    await page.getByRole("cell", { name: client }).waitFor();
    await assertReachable(page);
    await assertNothingCut(page);
  });
});
