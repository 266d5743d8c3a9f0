import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startAutotaskSimulator } from "../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { statusMaps as haloMaps } from "../../connectors/halopsa/simulator/status-maps.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { deliverAlerts } from "../support/alertmanager.ts";
import { openDeskBackups } from "../support/backup-world.ts";
import { type DeskWorld, openDeskWorld } from "../support/desk-world.ts";
import { findTicket, judgeTicket, people } from "../support/three-desks.ts";

type Notice = { kind: string; title: string; body: string };

async function openTwoDesks(context: { after(run: () => Promise<void>): void }) {
  const autotask = await startAutotaskSimulator({ webhookRetryMs: 100 });
  const halopsa = await startHaloSimulator({ webhookRetryMs: 100 });
  const world = await openDeskWorld(
    context,
    {
      autotask: { connector: "autotask", desk: autotask, settings: { quotaShare: 100, longestRequestSeconds: 2 } },
      halopsa: { connector: "halopsa", desk: halopsa, maps: haloMaps, settings: { longestRequestSeconds: 2 } },
    },
    // The notice comes when every desk was read and none is due: at one second under load hardly ever.
    { pollSeconds: 10 },
  );
  const { hookUrl } = (await world.api.post("/connections", {
    name: "alerts",
    connector: "alertmanager",
    secrets: { bearerToken: "test-token-not-secret" },
    defaultClient: autotask.clients[0]?.name,
  })) as { hookUrl: string };
  return { world, desks: { autotask, halopsa }, hookUrl };
}

async function readNotices(world: DeskWorld): Promise<readonly Notice[]> {
  return ((await world.api.get("/notices?all=true")) as Notice[]).filter(({ kind }) => kind === "recovery");
}

describe("an older backup beside desks that have moved on", () => {
  it("makes nothing twice, overwrites nothing that is newer, and tells once", async (context) => {
    const { world, desks, hookUrl } = await openTwoDesks(context);
    const backups = await openDeskBackups(context, world);
    const { autotask, halopsa } = desks;
    const printer = await autotask.technician.createTicket({ title: "Printer on fire", priority: "High" });
    await autotask.technician.addComment(printer, { text: "Ann Keller: Smoke.", visibility: "internal" });
    await deliverAlerts(hookUrl, [{ alertname: "Disk full", severity: "warning" }]);
    await world.agreed(2, 2);
    await world.restart();
    await world.agreed(2, 2);
    const file = await backups.take("old.backup");

    // The world moves on, and the hub with it.
    await autotask.technician.edit(printer, { priority: "Critical", assignee: people[0] });
    await autotask.technician.addComment(printer, { text: "It burns.", visibility: "internal" });
    const printerThere = findTicket(halopsa, "Printer on fire").id;
    await halopsa.technician.addComment(printerThere, { text: "Call the fire brigade.", visibility: "internal" });
    const phone = await halopsa.technician.createTicket({ title: "Phone is dead", priority: "Medium" });
    await halopsa.technician.addComment(phone, { text: "No tone.", visibility: "internal" });
    await deliverAlerts(hookUrl, [{ alertname: "Net down", severity: "warning" }]);
    await deliverAlerts(hookUrl, [{ alertname: "UPS on battery", severity: "warning" }]);
    const disk = autotask.tickets().find(({ title }) => title.includes("Disk full"));
    await autotask.technician.edit(disk?.id ?? "", { status: "Complete", resolution: "Emptied." });
    await world.agreed(5, 2);
    const ups = findTicket(autotask, "UPS on battery").id;
    await autotask.technician.edit(ups, { assignee: people[1] });
    await autotask.technician.addComment(ups, { text: "Generator runs.", visibility: "internal" });
    await awaitUntil("it elsewhere", async () => {
      const { assignee, comments } = findTicket(halopsa, "UPS on battery");
      return assignee === people[1] && comments.some(({ text }) => text.includes("Generator")) ? true : undefined;
    });
    await world.agreed(5, 2);
    await Promise.all([autotask.settled(), halopsa.settled()]);
    const titles = autotask.tickets().map(({ title }) => title);
    const show = () =>
      titles.toSorted().map((title) => ({
        title,
        autotask: judgeTicket("autotask", findTicket(autotask, title)),
        halopsa: judgeTicket("halopsa", findTicket(halopsa, title)),
      }));
    const before = show();
    const writes = () => [autotask, halopsa].map((desk) => desk.ledger().filter(({ by }) => by === "api").length);
    const written = writes();

    let outcome: Awaited<ReturnType<typeof backups.restore>> | undefined;
    await world.restart(async () => void (outcome = await backups.restore(file)));
    assert.deepEqual(
      outcome?.audits.map(({ verdict }) => verdict.problems),
      [[]],
    );
    // The tool that fires still says so again.
    await deliverAlerts(hookUrl, [{ alertname: "Net down", severity: "warning" }]);
    await awaitUntil("the notice", async () => ((await readNotices(world)).length > 0 ? true : undefined));
    await world.agreed(4, 2);
    // Another one says so when all is as usual again: its records are found before they are made.
    await deliverAlerts(hookUrl, [{ alertname: "UPS on battery", severity: "warning" }]);
    await world.agreed(5, 2);
    await Promise.all([autotask.settled(), halopsa.settled()]);

    assert.deepEqual(show(), before, "no value, comment or record other than before");
    assert.deepEqual(
      [autotask, halopsa].map((desk) => desk.tickets().length),
      [5, 5],
    );
    assert.deepEqual(writes(), written, "nothing was to be written");
    const [notice, ...others] = await readNotices(world);
    assert.equal(others.length, 0);
    assert.match(notice?.title ?? "", /^Restore: nothing fell due/);

    // From here on all is as usual.
    await halopsa.technician.addComment(phone, { text: "It rings again.", visibility: "internal" });
    await awaitUntil("the new comment elsewhere", async () =>
      findTicket(autotask, "Phone is dead").comments.some(({ text }) => text.includes("rings again"))
        ? true
        : undefined,
    );
  });
});
