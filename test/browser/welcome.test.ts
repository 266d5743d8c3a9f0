import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("the first run", () => {
  const own = useConsoleWorld((context) => openConsoleWorld(context, {}, { pollSeconds: 1 }));

  it("leads from an empty hub to a settled conflict, each step seeing by itself that it is done", async () => {
    const page = await own.open("/connections");
    await page.getByRole("link", { name: "Try it with simulated vendors" }).click();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await assertReachable(page);
    await page.getByRole("button", { name: "Start and connect both" }).click();
    await page.getByRole("link", { name: "simulated-halopsa is connected" }).waitFor();
    await page.getByRole("button", { name: "Send an alert", exact: true }).click();
    await page.getByText(/In HaloPSA as \d+/).waitFor();
    await page.getByText("Response", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send an alert of an unknown client" }).click();
    await page.getByLabel("Which client is “harbor-foods”?").waitFor();
    await page.getByRole("button", { name: "Map, and let it go on" }).click();
    await page.getByText(/Harbor Foods.* have alerts now/).waitFor();
    await page.getByRole("button", { name: "Edit on both sides at once" }).click();
    await page.getByRole("button", { name: "Keep ours" }).click();
    await page.getByText(/^Decided: .*hub: affects payroll today/).waitFor();
    await assertReachable(page);
    const { running } = (await own.world.api.get("/simulators")) as { running: { state: string }[] };
    assert.deepEqual(
      running.map(({ state }) => state),
      ["running", "running"],
    );
  });

  it("says after a restart that the vendors have ended, and begins anew", async () => {
    await own.world.restart();
    const page = await own.open("/welcome", { ...phone, colorScheme: "dark" });
    await page.getByRole("button", { name: "Neu beginnen" }).waitFor();
    await assertNothingCut(page);
    await assertReachable(page);
    await page.getByRole("button", { name: "Neu beginnen" }).click();
    await page.getByRole("link", { name: "simulated-halopsa ist verbunden" }).waitFor();
    await page.getByRole("button", { name: "Simulierte Anbieter entfernen" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Entfernen" }).click();
    await page.getByRole("button", { name: "Beide starten und verbinden" }).waitFor();
    assert.deepEqual(await own.world.api.get("/connections"), []);
  });
});
