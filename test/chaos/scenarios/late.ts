import { setTimeout as pause } from "node:timers/promises";
import { awaitUntil } from "../../../server/demo/world.ts";
import { defineScenario, runApart, type ScenarioContext } from "../scenario.ts";
import { openMonitored } from "../tools/alerts.ts";
import { awaitTitles, findView } from "../tools/agreed.ts";
import { awaitThat, indexByTitle, listWrites, openPair, putDoorBefore, startDesk } from "../tools/desks.ts";

const longMs = 1_200_000;
const isCreation = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && path.endsWith("/Tickets");

/** A desk whose callouts of updates wait at the door while it is shut. */
async function startHeldDesk() {
  const held: (() => void)[] = [];
  const gate = { shut: false };
  const desk = putDoorBefore(await startDesk(), async ({ body }) => {
    const { Action } = JSON.parse(body) as { Action: string };
    if (gate.shut && Action === "Update") await new Promise<void>((resolve) => held.push(resolve));
    return { do: "pass" };
  });
  const open = (): number => {
    gate.shut = false;
    for (const release of held) release();
    return held.length;
  };
  return { desk, shut: () => void (gate.shut = true), open };
}

/** Updates are told when their tickets are long gone, and the other desk is worked on. */
async function deleteBeforeUpdate(context: ScenarioContext, deleted: number, quietMs: number) {
  const { desk: east, shut, open } = await startHeldDesk();
  const { world, west } = await openPair(context, { east: { desk: east } });
  const titles = Array.from({ length: deleted }, (_, index) => `C6 ${index}`);
  for (const title of titles) await east.technician.createTicket({ title });
  const ids = (await awaitTitles(world, titles, 2)).map(({ id }) => id);
  shut();
  const late: Promise<void>[] = [];
  for (const { id } of east.tickets()) {
    late.push(east.technician.edit(id, { priority: "Critical" }));
    await east.technician.deleteTicket(id);
  }
  const hold = (what: string, holds: (id: string) => Promise<boolean>) =>
    awaitUntil(what, async () => ((await Promise.all(ids.map(holds))).every(Boolean) ? true : undefined));
  const isGone = async (id: string) =>
    (await findView(world, id))?.links.some(({ state }) => state === "gone") ?? false;
  await hold("the links' end", isGone);
  const told = open();
  await Promise.all(late);
  for (const { id } of west.tickets()) await west.technician.edit(id, { priority: "High" });
  await hold("the other desk's edit", async (id) => (await findView(world, id))?.fields["priority"] === 2);
  await world.readNow();
  await pause(quietMs);
  return {
    told,
    recreated: east.tickets().length + listWrites(east).length,
    doubled: listWrites(west).filter(isCreation).length - deleted,
    gone: (await Promise.all(ids.map(isGone))).filter(Boolean).length,
  };
}

export const lateUpdate = defineScenario(
  "C6",
  "an update is told after its ticket was deleted",
  async (context, sizes) => {
    const sum = { told: 0, recreated: 0, doubled: 0, gone: 0 };
    // More than nine at once would be taken for a lost right, and pause the connection.
    for (let world = 0; world < sizes.worlds; world++) {
      const one = await runApart(context, (round) => deleteBeforeUpdate(round, sizes.deleted, sizes.quietMs));
      for (const name of ["told", "recreated", "doubled", "gone"] as const) sum[name] += one[name];
    }
    const all = sizes.worlds * sizes.deleted;
    return {
      pass: sum.told >= all && sum.recreated === 0 && sum.doubled === 0 && sum.gone === all,
      figure: `${all} deleted, ${sum.told} late updates told: ${sum.recreated} made again or written, ${sum.doubled} second copies, ${sum.gone} links stay gone`,
    };
  },
);

export const urgentBehindMany = defineScenario("C7", "one P1 behind a queue of P4", async (context, sizes) => {
  const { world, desk, fire } = await openMonitored(context);
  desk.setFaults({ latencyMs: sizes.latencyMs });
  const bodies = Math.ceil(sizes.queued / sizes.perBody);
  for (let body = 0; body < bodies; body++) {
    const count = Math.min(sizes.perBody, sizes.queued - body * sizes.perBody);
    const alerts = Array.from({ length: count }, (_, index) => ({
      name: `P4 ${body} ${index}`,
      severity: "minor" as const,
    }));
    await fire(alerts);
  }
  await awaitUntil(
    "the queue",
    async () => {
      const rows = (await world.api.get("/deliveries?limit=500")) as { outcome: string }[];
      return rows.length > 0 && rows.every(({ outcome }) => outcome === "applied") ? true : undefined;
    },
    longMs,
  );
  const waiting = sizes.queued - desk.tickets().length;
  const startedAt = performance.now();
  await fire([{ name: "P1", severity: "critical" }]);
  await awaitThat("the urgent ticket", () => indexByTitle(desk).tickets.has("P1"), longMs);
  const tookMs = performance.now() - startedAt;
  const overtaken = sizes.queued - (desk.tickets().length - 1);
  return {
    // Without a queue before and behind it there is nothing to overtake.
    pass: tookMs <= sizes.sentMs && waiting >= sizes.queued / 2 && overtaken >= waiting / 2,
    figure: `in the desk after ${(tookMs / 1_000).toFixed(1)} s; of ${sizes.queued} P4 ${waiting} were waiting when it came, and it overtook ${overtaken}`,
  };
});
