import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { statusMaps } from "../../connectors/halopsa/simulator/status-maps.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import type { SidesView } from "../../server/tickets/compare-records.ts";
import { openConsoleWorld, phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable, showIn } from "./support/look-for-faults.ts";

const policies = { status: { collision: "ask", owner: "home", foreignEdit: "hold" } } as const;

describe("a ticket's page", () => {
  let autotask: DeskSimulator;
  let halopsa: DeskSimulator;
  let id: string;
  let page: Page;
  const own = useConsoleWorld(async (context) => {
    autotask = await startAutotaskSimulator({ webhookRetryMs: 100 });
    halopsa = await startHaloSimulator({ webhookRetryMs: 100 });
    return openConsoleWorld(context, {
      autotask: { connector: "autotask", desk: autotask },
      halopsa: { connector: "halopsa", desk: halopsa, maps: statusMaps, rules: { policies } },
    });
  });
  before(async () => {
    id = await open("Replication lag on srv-sql-02");
    page = await own.open(`/tickets/${id}`, { viewport: { width: 1440, height: 1000 } });
  });

  const ticket = () => own.world.ticket(id);
  const until = (what: string, is: (view: TicketView) => boolean) =>
    awaitUntil(what, async () => ((view) => (is(view) ? view : undefined))(await ticket()));
  async function open(title: string): Promise<string> {
    const client = autotask.clients.find(({ name }) => halopsa.clients.some((one) => one.name === name))?.name;
    const made = (await own.world.api.post("/tickets", { client, title, priority: 2 })) as TicketView;
    await awaitUntil("both desks to have it", async () => {
      const { links } = await own.world.ticket(made.id);
      return links.length === 2 && links.every(({ agreed, number }) => agreed && number !== null) ? true : undefined;
    });
    return made.id;
  }
  const inDesk = (desk: DeskSimulator) =>
    desk.tickets().find(({ title }) => title.startsWith("Replication lag")) ?? assert.fail("the desk does not have it");
  const panel = (title: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });

  it("offers the likeliest next step, which every desk follows, and undoes it", async () => {
    await page.getByRole("heading", { name: "Replication lag on srv-sql-02" }).waitFor();
    await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
    await page.getByRole("button", { name: "Start work" }).waitFor();
    await until("the status", ({ fields }) => fields["status"] === "acknowledged");
    await page.getByText("Status: New → Acknowledged").first().waitFor();
    await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Acknowledge", exact: true }).waitFor();
    await until("the status of before", ({ fields }) => fields["status"] === "new");
    await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
    await page.getByRole("button", { name: "Start work" }).click();
    await page.getByRole("button", { name: "Resolve" }).waitFor();
    await awaitUntil("the desk to follow", async () => (inDesk(autotask).status === "In Progress" ? true : undefined));
  });

  it("is assigned and edited, and does not set over what somebody else has set", async () => {
    await page.getByRole("button", { name: "Assign" }).click();
    await page.getByRole("button", { name: "To me" }).click();
    await until("the assignee", ({ fields }) => fields["assignee"] === "olga@msp.example");
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    const dialog = page.getByRole("dialog");
    await assertReachable(page);
    await dialog.getByLabel("Priority").selectOption("P1");
    await own.world.api.patch(`/tickets/${id}`, { priority: 4 });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Priority is now P4; you want P1.").waitFor();
    await dialog.getByRole("button", { name: "Set mine all the same" }).click();
    await until("the priority", ({ fields }) => fields["priority"] === 1);
    await dialog.waitFor({ state: "hidden" });
  });

  it("keeps a number a number while it is typed anew", async () => {
    await own.world.api.patch(`/tickets/${id}`, { custom: { floor: 3 } });
    await until("the number", ({ fields }) => fields["custom.floor"] === 3);
    await panel("Timeline").getByText(/floor/).first().waitFor();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Edit…" }).click();
    const dialog = page.getByRole("dialog");
    const field = dialog.getByLabel("floor");
    await field.fill("");
    await field.fill("4");
    await dialog.getByRole("button", { name: "Save" }).click();
    await until("the number as a number", ({ fields }) => fields["custom.floor"] === 4);
    await dialog.waitFor({ state: "hidden" });
  });

  it("says something: internal unless one chooses that the client reads it", async () => {
    const words = page.getByLabel("Your words");
    await page.getByText("Only technicians read this.").waitFor();
    await words.fill("The index is rebuilt.");
    await page.getByRole("button", { name: "Add note" }).click();
    await panel("Timeline").getByText("The index is rebuilt.").waitFor();
    await words.fill("May we restart it?");
    await page.getByRole("radiogroup", { name: "Who reads it" }).getByText("Public").click();
    await page.getByText("The client reads this.").waitFor();
    await page.getByRole("button", { name: "Send to the client" }).click();
    await panel("Timeline").getByText("May we restart it?").waitFor();
    const {
      value: { comments },
    } = await until("both comments", (view) => view.comments.length === 2);
    assert.deepEqual(
      comments.map(({ body, visibility }) => [body, visibility]),
      [
        ["The index is rebuilt.", "internal"],
        ["May we restart it?", "public"],
      ],
    );
    await page.getByRole("radiogroup", { name: "What is shown" }).getByText("Comments").click();
    assert.equal(await panel("Timeline").getByText("Start work").count(), 0);
    await page.getByText("Only technicians read this.").waitFor();
  });

  it("shows Markdown formatted, and hands out a file byte for byte", async () => {
    const body = "Do **this** now:\n\n- one\n- [two](https://wiki.example/2)\n- [three](javascript:alert(1))";
    await own.world.api.post(`/tickets/${id}/comments`, { body, format: "markdown" });
    const story = panel("Timeline");
    await story.locator("strong", { hasText: "this" }).waitFor();
    assert.equal(await story.getByRole("link", { name: "two" }).getAttribute("href"), "https://wiki.example/2");
    await story.getByText("[three](javascript:alert(1))").waitFor();
    const bytes = Buffer.from([0, 255, 1, 254]);
    const file = { fileName: "smöke.html", contentType: "text/html", bytes, visibility: "public" as const };
    await autotask.technician.addAttachment(inDesk(autotask).id, file);
    await own.world.readNow();
    const link = panel("Attachments").getByRole("link", { name: "Download smöke.html" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.equal(download.suggestedFilename(), "smöke.html");
    assert.deepEqual(await readFile(await download.path()), bytes);
  });

  it("shows the client's contacts and runbooks, and nothing where there are none", async () => {
    const { client } = await ticket();
    assert.equal(await panel(`Runbooks and contacts of ${client}`).count(), 0);
    await own.world.api.patch(`/clients/${encodeURIComponent(client)}/guide`, {
      contacts: [{ name: "Ann Acme", phone: "+49 89 (0) 12 ext. 3" }],
      runbooks: [{ title: "Restart it", when: "it hangs", text: "Call **Ann** first." }],
    });
    await page.reload();
    const guide = panel(`Runbooks and contacts of ${client}`);
    assert.equal(await guide.getByRole("link", { name: /^\+49/ }).getAttribute("href"), "tel:+4989012");
    await guide.getByText("When: it hangs").waitFor();
    await guide.getByText("Read it").click();
    await guide.locator("strong", { hasText: "Ann" }).waitFor();
    await assertReachable(page);
  });

  it("shows a clock with its due instant, and a met one as a line", async () => {
    const response = page.getByRole("region", { name: "Response" });
    await response.getByText(/^met after/).waitFor();
    const resolution = page.getByRole("region", { name: "Resolution" });
    await resolution.getByRole("img", { name: /counted so far/ }).waitFor();
    await resolution.getByText(/left$/).waitFor();
  });

  it("tells where a desk does not agree, lets one decide, and follows without being loaded anew", async () => {
    const sides = panel("What each desk says");
    await sides.getByRole("row", { name: /^Status/ }).waitFor();
    await until("all to agree", ({ links }) => links.every(({ agreed }) => agreed));
    await halopsa.technician.edit(inDesk(halopsa).id, { status: "With User" });
    await own.world.readNow();
    await sides.getByText("1 conflict").waitFor();
    await assertReachable(page);
    await sides.getByRole("switch", { name: "Only differences" }).check();
    assert.equal(await sides.getByRole("row", { name: /^Title/ }).count(), 0);
    await sides.getByRole("button", { name: "Take “Waits for the client”" }).click();
    await until("their status", ({ fields }) => fields["status"] === "pending");
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await awaitUntil("the other desk", async () => (inDesk(autotask).status === "Waiting Customer" ? true : undefined));
    await page
      .getByRole("region", { name: "Resolution" })
      .getByText(/^Paused since/)
      .waitFor();
  });

  it("is whole on a phone in German, in both schemes", async () => {
    const page = await own.open(`/tickets/${id}`, phone);
    for (const colorScheme of ["light", "dark"] as const) {
      await showIn(page, colorScheme);
      await page.getByRole("heading", { name: "Was jedes Desk sagt" }).waitFor();
      await page.getByRole("region", { name: "Status" }).waitFor();
      await assertNothingCut(page);
      await assertReachable(page);
    }
  });

  it("reads a record anew, and lets it go once one has said so", async () => {
    await page.getByRole("button", { name: /^halopsa:/ }).click();
    await page.getByRole("menuitem", { name: "Read anew" }).click();
    await page.getByText(/^halopsa is read now/).waitFor();
    await page.getByRole("button", { name: /^halopsa:/ }).click();
    await page.getByRole("menuitem", { name: "Unlink…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Unlink" }).click();
    await page.getByText("halopsa has let go of this ticket.").waitFor();
    const { records } = (await own.world.api.get(`/tickets/${id}/sides`)) as SidesView;
    assert.deepEqual(records.map(({ connection, state }) => [connection, state]).toSorted(), [
      ["autotask", "active"],
      ["halopsa", "ended"],
    ]);
  });

  it("is found by its number in a desk, and says so where there is none", async () => {
    await page.goto(`/tickets/${inDesk(autotask).number}`);
    await page.getByRole("heading", { name: "Replication lag on srv-sql-02" }).waitFor();
    await page.waitForURL(`**/tickets/${id}`);
    await page.goto("/tickets/T-0");
    await page.getByText("There is no such ticket").waitFor();
  });
});
