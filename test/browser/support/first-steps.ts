import type { Page } from "playwright-core";

/** From the page "First steps" of an empty hub to an alert's ticket in a simulated desk. */
export async function sendFirstAlert(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start and connect both" }).click();
  await page.getByRole("link", { name: "simulated-halopsa is connected" }).waitFor();
  await page.getByRole("button", { name: "Send an alert", exact: true }).click();
  await page.getByText(/In HaloPSA as \d+/).waitFor();
}

/** A client that nobody knows is mapped, and a conflict settled. */
export async function mapAndSettle(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Send an alert of an unknown client" }).click();
  await page.getByLabel("Which client is “harbor-foods”?").waitFor();
  await page.getByRole("button", { name: "Map, and let it go on" }).click();
  await page.getByText(/Harbor Foods.* have alerts now/).waitFor();
  await page.getByRole("button", { name: "Edit on both sides at once" }).click();
  await page.getByRole("button", { name: "Keep ours" }).click();
  await page.getByText(/^Decided: /).waitFor();
}
