import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Request } from "playwright-core";
import { awaitUntil } from "../../server/demo/world.ts";
import { useConsoleWorld } from "./support/console-world.ts";

const client = "Acme Dental";
/** Pages by their links, and what stands above each. */
const shown = new Map([
  ["Now", "Nothing is late or running out"],
  ["Tickets", "Tickets"],
  ["Alerts", "Alerts"],
  ["Clients", "Clients"],
  ["Reports", "Reports"],
]);

describe("somebody who is held to one client", () => {
  const own = useConsoleWorld();
  before(() => own.world.api.post("/configuration/apply", { text: `interdesk: 1\nclients: [{ name: ${client} }]\n` }));

  for (const role of ["viewer", "technician"])
    it(`is shown no page that the hub refuses: ${role}`, async () => {
      const email = `${role}@msp.example`;
      const invited = { email, name: "Vera Held", role, clients: [client] };
      const { url } = (await own.world.api.post("/people", invited)) as { url: string };
      const page = await own.stranger({ viewport: { width: 1440, height: 900 } });
      const waiting = new Set<Request>();
      const refused: string[] = [];
      // That of changes never ends.
      const isOurs = (request: Request) => /\/api\/v1\/(?!stream)/.test(request.url());
      page.on("request", (request) => {
        if (isOurs(request)) waiting.add(request);
      });
      page.on("requestfailed", (request) => waiting.delete(request));
      page.on("requestfinished", (request) => waiting.delete(request));
      page.on("response", (answer) => {
        // Whoever has not signed in yet is asked to.
        if (isOurs(answer.request()) && answer.status() >= 400 && answer.status() !== 401)
          refused.push(`${answer.status()} ${answer.url()}`);
      });
      await page.goto(url);
      await page.getByLabel("New password").fill("another walk by the sea");
      await page.keyboard.press("Enter");
      const links = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
      await links.first().waitFor();
      assert.deepEqual(await links.allInnerTexts(), [...shown.keys()]);
      for (const [name, heading] of shown) {
        await links.filter({ hasText: name }).click();
        await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
        await awaitUntil(`all answers of ${name}`, async () => (waiting.size === 0 ? true : undefined));
      }
      assert.deepEqual(refused, []);
      await page.context().close();
    });
});
