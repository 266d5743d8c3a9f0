import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { mapAndSettle, sendFirstAlert } from "./support/first-steps.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("the first run", () => {
  const own = useConsoleWorld((context) => openConsoleWorld(context, {}, { pollSeconds: 1 }));

  it("leads from an empty hub to a settled conflict, each step seeing by itself that it is done", async () => {
    const page = await own.open("/connections");
    await page.getByRole("link", { name: "Try it with simulated vendors" }).waitFor();
    await page.getByRole("link", { name: "Now", exact: true }).click();
    await page.getByText("Connect a service desk and a monitoring tool", { exact: false }).waitFor();
    await page.getByRole("link", { name: "First steps" }).click();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await assertReachable(page);
    await sendFirstAlert(page);
    await page.getByText("Response", { exact: true }).waitFor();
    await mapAndSettle(page);
    await page.getByText(/^Decided: .*hub: affects payroll today/).waitFor();
    await assertReachable(page);
    await page.getByRole("link", { name: "Connections", exact: true }).click();
    await page.getByRole("link", { name: "First steps" }).click();
    await page.getByRole("heading", { name: "First steps" }).waitFor();
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
