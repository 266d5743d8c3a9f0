import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { owner, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

describe("a newcomer", () => {
  const own = useConsoleWorld();

  it("opens the printed link, becomes the owner, and is led on", async () => {
    const page = await own.stranger();
    await page.goto(own.world.hub.setupUrl ?? assert.fail("no setup link"));
    await assertReachable(page);
    await page.getByLabel("Your name").fill(owner.name);
    await page.getByLabel("E-mail address").fill(owner.email);
    await page.getByLabel("New password").fill(owner.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "First steps" }).waitFor();
    await page.getByRole("button", { name: /Olga Owner/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("is told in words that a used link leads nowhere", async () => {
    const page = await own.stranger({ locale: "de-DE" });
    await page.goto(own.world.hub.setupUrl ?? assert.fail("no setup link"));
    await page.getByRole("heading", { name: "Dieser Link führt nirgendwohin" }).waitFor();
  });

  it("signs in again and comes to the page that was wanted", async () => {
    const page = await own.stranger({ viewport: { width: 375, height: 700 } });
    await page.goto("/account");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await assertReachable(page);
    await assertNothingCut(page);
    await page.getByLabel("E-mail address").fill(owner.email);
    await page.getByLabel("Password", { exact: true }).fill("not the right one");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(owner.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    await assertReachable(page);
  });

  it("is signed out everywhere once one has said so", async () => {
    const page = await own.stranger();
    await page.goto("/account");
    await page.getByLabel("E-mail address").fill(owner.email);
    await page.getByLabel("Password", { exact: true }).fill(owner.password);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "End", exact: true }).first().click();
    await dialog.getByText("has to sign in again", { exact: false }).waitFor();
    await dialog.getByRole("button", { name: "End", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await assertReachable(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await dialog.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("keeps the navigation where an address leads nowhere, says so, and leads back", async () => {
    const page = await own.stranger();
    await page.goto("/account");
    await page.getByLabel("E-mail address").fill(owner.email);
    await page.getByLabel("Password", { exact: true }).fill(owner.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    await page.goto("/no/such/page");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await page.getByText("“/no/such/page” leads nowhere").waitFor();
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Tickets" }).waitFor();
    await assertReachable(page);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("heading", { name: "Your account" }).waitFor();
    const stranger = await own.stranger();
    await stranger.goto("/no/such/page");
    await stranger.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.context().close();
  });
});
