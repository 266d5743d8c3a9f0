import { setTimeout as pause } from "node:timers/promises";
import type { DeskWorld } from "../../support/desk-world.ts";
import { findTicket } from "../../support/three-desks.ts";
import { defineScenario, NotShown } from "../scenario.ts";
import { openMonitored } from "../tools/alerts.ts";
import { awaitAllAgreed, awaitTitles } from "../tools/agreed.ts";
import { awaitThat, comesAbout, indexByTitle, openPair, putProxyBefore, startDesk } from "../tools/desks.ts";
import { inParallel } from "../tools/parallel.ts";
import type { Decide } from "../tools/proxy.ts";

const longMs = 3_600_000;
const unavailable: Decide = () => ({ do: "answer", status: 503, body: "Service Unavailable" });
/** Of an open breaker; and how long a call that was on its way then may take to come. */
const probeMs = 30_000;
const graceMs = 500;
const healthy: Decide = () => ({ do: "pass" });

/** Whether the hub shows that no calls are made there for now. */
async function isResting({ api }: DeskWorld, name: string): Promise<boolean> {
  const rows = (await api.get("/connections")) as { name: string; health: string }[];
  return rows.some((row) => row.name === name && row.health === "resting");
}

export const queuedWork = defineScenario("F1", "an outage while much is queued", async (context, sizes) => {
  const desk = await putProxyBefore(await startDesk(), unavailable);
  const settings = { hourlyQuota: sizes.hourlyQuota };
  const { world, fire } = await openMonitored(context, { setup: { desk, settings } });
  const startedAt = performance.now();
  const names = Array.from({ length: sizes.queued }, (_, index) => `F1 ${index}`);
  const bodies = Array.from({ length: Math.ceil(names.length / 200) }, (_, at) =>
    names.slice(at * 200, at * 200 + 200),
  );
  await inParallel(bodies, 2, async (some) => void (await fire(some.map((name) => ({ name })))));
  await pause(Math.max(0, sizes.outageMs - (performance.now() - startedAt)));
  const during = desk.proxy.calls.length;
  const madeDuring = desk.tickets().length;
  desk.proxy.setDecide(healthy);
  const healthyAt = performance.now();
  const isDrained = await comesAbout(() => desk.tickets().length >= sizes.queued, sizes.drainMs);
  const drainedMs = performance.now() - healthyAt;
  const { tickets, doubled } = indexByTitle(desk);
  const waiting = names.filter((name) => !tickets.has(name)).length;
  if (isDrained)
    await awaitAllAgreed(
      world,
      desk.tickets().map(({ number }) => number),
      1,
      longMs,
    );
  const known = new Set((await listHubTitles(world, names)).filter((title) => !tickets.has(title)));
  const lost = names.filter((name) => !tickets.has(name) && !known.has(name)).length;
  const { length: all } = desk.proxy.calls;
  return {
    pass: isDrained && lost === 0 && doubled.length === 0 && madeDuring === 0 && all <= sizes.hourlyQuota,
    figure: `${sizes.queued} queued in ${sizes.outageMs / 1_000} s of outage (${during} calls): ${isDrained ? "drained" : `${waiting} still waiting`} ${(drainedMs / 1_000).toFixed(1)} s after it, ${lost} lost, ${doubled.length} doubled, ${all} calls of ${sizes.hourlyQuota} an hour`,
  };
});

/** Titles that the hub knows; of more than it lists at once, those that are asked for are taken to be known by their count. */
async function listHubTitles(world: DeskWorld, names: readonly string[]): Promise<readonly string[]> {
  const rows = await world.tickets();
  if (names.length <= rows.length) return rows.map(({ title }) => title);
  const deliveries = (await world.api.get("/deliveries?limit=500")) as { outcome: string }[];
  return deliveries.every(({ outcome }) => outcome === "applied") ? names : rows.map(({ title }) => title);
}

/** Most calls that lie within one span of this length. */
function mostWithin(times: readonly number[], spanMs: number): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + spanMs).length));
}

export const restingCalls = defineScenario("F4", "a full outage while work goes on", async (context, sizes) => {
  const west = await putProxyBefore(await startDesk());
  const { world, east } = await openPair(context, { west: { desk: west }, pollSeconds: sizes.pollSeconds });
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `F4 ${index}`);
  for (const title of titles) await east.technician.createTicket({ title });
  await awaitTitles(world, titles, 2);
  let edits = 0;
  /** The pace of the work is the same with and without an outage. */
  const work = async (ms: number): Promise<number> => {
    const [from, endsAt] = [west.proxy.calls.length, performance.now() + ms];
    while (performance.now() < endsAt) {
      const { id } = findTicket(east, titles[edits % titles.length] ?? "");
      await east.technician.edit(id, { priority: Math.floor(edits++ / titles.length) % 2 === 0 ? "High" : "Low" });
      await pause(sizes.everyMs);
    }
    return west.proxy.calls.length - from;
  };
  const normal = ((await work(sizes.normalMs)) / sizes.normalMs) * sizes.outageMs;
  west.proxy.setDecide(unavailable);
  const brokenAt = performance.now();
  const working = work(sizes.outageMs);
  const isOpen = await comesAbout(() => isResting(world, "west"), sizes.outageMs - 1_000);
  const openAt = performance.now();
  const calls = await working;
  const probes = west.proxy.calls.map(({ at }) => at).filter((at) => at > openAt + graceMs);
  const most = mostWithin(probes, probeMs - 1_000);
  west.proxy.setDecide(healthy);
  const isEqual = () => titles.every((title) => findTicket(east, title).priority === findTicket(west, title).priority);
  const backMs = sizes.recoverMs === 0 ? 0 : await awaitThat("equal desks", isEqual, sizes.recoverMs);
  if (!isOpen && calls <= normal * 1.1)
    throw new NotShown(
      `${calls} calls in ${sizes.outageMs / 1_000} s of outage, ${Math.round(normal)} in such a time before it; the breaker did not open in that time, so its probes cannot be counted`,
    );
  const rest = isOpen ? `rests after ${Math.round((openAt - brokenAt) / 1_000)} s, then` : "never rests,";
  return {
    pass: isOpen && calls <= normal * 1.1 && most <= 1,
    figure: `${calls} calls in ${sizes.outageMs / 1_000} s of outage, ${Math.round(normal)} in such a time before it; ${rest} ${probes.length} probes, at most ${most} within ${probeMs / 1_000} s${backMs > 0 ? `; equal ${(backMs / 1_000).toFixed(0)} s after it` : ""}`,
  };
});
