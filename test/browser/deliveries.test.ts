import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { sql } from "kysely";
import { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { alertmanagerBody } from "../support/alertmanager.ts";
import { phone, useConsoleWorld } from "./support/console-world.ts";
import { assertNothingCut, assertReachable } from "./support/look-for-faults.ts";

const connection = "simulated-alertmanager";

describe("deliveries in the console", () => {
  const own = useConsoleWorld();
  const held = async () => (await own.world.api.get("/quarantine")) as { id: string; reason: string; detail: string }[];
  /** What came more than a day ago, and waits since for somebody to say whose it is. */
  const deliverOld = async (client: string) => {
    const { hub, api } = own.world;
    const before = (await held()).length;
    const tenants = await sql<{ id: string }>`select id from list_tenants()`.execute(hub.hub.db);
    const { id } = (await api.get(`/connections/${connection}`)) as { id: string };
    await hub.hub.node.commit.add({
      tenantId: TenantId.parse(tenants.rows[0]?.id),
      connectionId: ConnectionId.parse(id),
      receivedAt: new Date(Date.now() - 25 * 3_600_000),
      contentType: "application/json",
      headers: {},
      body: Buffer.from(alertmanagerBody([{ alertname: `Freezer of ${client}`, client, severity: "warning" }])),
      traceparent: null,
    });
    hub.hub.signals.wake("intake");
    await awaitUntil("that it waits", async () => ((await held()).length === before + 1 ? true : undefined));
  };
  before(async () => {
    const { api } = own.world;
    await api.post("/simulators", { connector: "alertmanager" });
    await api.post(`/simulators/${connection}/alert`, {});
    await api.post(`/simulators/${connection}/alert`, { client: "unknown" });
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
    await page.getByRole("dialog").getByRole("button", { name: "Make it" }).click();
    await awaitUntil("nothing is held", async () => ((await held()).length === 0 ? true : undefined));
    await awaitUntil("both tickets", async () => ((await own.world.tickets()).length === 2 ? true : undefined));
    await page.context().close();
  });

  it("are marked in the list by mouse and by the space bar, and worked on again together", async () => {
    const page = await own.open("/deliveries");
    const list = page.getByRole("grid");
    await list.getByRole("row").nth(1).waitFor();
    await list.focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Work on it again" }).waitFor();
    await list.getByRole("row").nth(1).getByRole("checkbox").check();
    await assertReachable(page);
    await page.getByRole("button", { name: "Work on these 2 deliveries again" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Work on it again" }).click();
    await page.getByText("2 are worked on again.", { exact: true }).waitFor();
    assert.equal(await list.getByRole("checkbox", { checked: true }).count(), 0);
    await page.context().close();
  });

  it("that are old open a ticket when that is asked for, and say so when they do not", async () => {
    await deliverOld("old-foods");
    await own.world.api.post("/client-map", { connection, externalId: "old-foods", client: "Harbor Foods" });
    const page = await own.open("/deliveries?tab=quarantine");
    await page.getByRole("button", { name: "Work on it again" }).last().click();
    await page.getByText("It is worked on again. One opens no ticket, for its age.").waitFor();
    await page.getByText("Too old to open a ticket", { exact: true }).waitFor();
    await page.getByLabel("Select all").check();
    await page.getByLabel("What is older than 24 hours opens tickets, too").waitFor();
    await page.getByRole("button", { name: "Let it open a ticket" }).click();
    await awaitUntil("the ticket", async () => ((await own.world.tickets()).length === 3 ? true : undefined));
    await awaitUntil("nothing is held", async () => ((await held()).length === 0 ? true : undefined));
    await page.context().close();
  });

  it("go on after one that a colleague was quicker with, and say how many went", async () => {
    await deliverOld("blue-foods");
    await deliverOld("red-foods");
    const page = await own.open("/deliveries?tab=quarantine");
    await page.getByText("Client not mapped", { exact: true }).nth(1).waitFor();
    await page.getByLabel("Select all").check();
    const blue = (await held()).find(({ detail }) => detail.includes("blue-foods"));
    await own.world.api.post("/client-map", { connection, externalId: "blue-foods", client: "Harbor Foods" });
    await own.world.api.post(`/quarantine/${blue?.id}/retry`, { openOld: true });
    await page.getByRole("button", { name: "Work on these 2 again" }).click();
    await page.getByText(/It is worked on again\. One .*was refused: Not there: Nothing of this id waits/).waitFor();
    await awaitUntil("the other to wait again", async () => ((await held()).length === 1 ? true : undefined));
    await own.world.api.post("/client-map", { connection, externalId: "red-foods", client: "Harbor Foods" });
    await own.world.api.post("/deliveries/replay", { clientHint: "red-foods", openOld: true });
    await awaitUntil("nothing is held", async () => ((await held()).length === 0 ? true : undefined));
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
