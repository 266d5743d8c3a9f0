import { setTimeout as pause } from "node:timers/promises";
import { awaitUntil } from "../../../server/demo/world.ts";
import { defineScenario } from "../scenario.ts";
import { type ClockWorld, type Fired, openClocks } from "../tools/clock-world.ts";

/** Long enough for all tickets to be counted by the plan that lets them fall due. */
const leadMs = 20_000;

async function awaitFires({ fires }: ClockWorld, tickets: number, mostMs: number): Promise<Fired> {
  const { value } = await awaitUntil(
    `${tickets} breaches`,
    async () => {
      const found = await fires();
      return found.breaches >= tickets ? found : undefined;
    },
    mostMs,
  );
  return value;
}

function tell({ warnings, breaches, doubled, early, p99LateMs, mostLateMs }: Fired): string {
  return `${warnings} warnings and ${breaches} breaches, ${doubled} doubled, ${early} early, late by ${p99LateMs} ms (p99), ${mostLateMs} ms at most`;
}

export const replanned = defineScenario("H7", "another plan for open tickets", async (context, sizes) => {
  const world = await openClocks(context, 1, sizes.tickets);
  const ms = await world.setPlan("policies: [{ name: other, response: { 1: 5h, 2: 5h, 3: 5h, 4: 5h, 5: 5h } }]");
  const [row] = await world.ask<{ moved: string; kept: string }>(`
    select count(*) filter (where due_at = started_at + interval '5 hours') as moved,
      (select count(distinct ticket_id) from clock_move where because = 'planChanged' and from_due_at - to_due_at = interval '895 hours') as kept
    from clock where target = 'response'`);
  const [moved, kept] = [Number(row?.moved), Number(row?.kept)];
  return {
    pass: moved === sizes.tickets && kept === sizes.tickets && ms <= sizes.mostMs,
    figure: `${moved} of ${sizes.tickets} due instants moved within ${ms} ms, ${kept} with both instants kept`,
  };
});

export const deadlinesOnTwoNodes = defineScenario(
  "H10",
  "deadlines on two nodes, one of them killed",
  async (context, sizes) => {
    const { tickets, spreadMs, lateMs, mostLateMs } = sizes;
    const world = await openClocks(context, 2, tickets);
    await world.letFallDue(leadMs, spreadMs);
    await awaitUntil(
      "the first breaches",
      async () => ((await world.fires()).breaches > tickets / 10 ? true : undefined),
      leadMs + spreadMs + 60_000,
    );
    await world.hub.killWorker(0);
    const fired = await awaitFires(world, tickets, spreadMs + 120_000);
    const complete =
      fired.warnings === tickets && fired.breaches === tickets && fired.doubled === 0 && fired.early === 0;
    return { pass: complete && fired.p99LateMs <= lateMs && fired.mostLateMs <= mostLateMs, figure: tell(fired) };
  },
);

export const lateness = defineScenario(
  "H10-lateness",
  "many running clocks",
  async (context, { tickets, spreadMs, lateMs }) => {
    const world = await openClocks(context, 1, tickets);
    // Counting them all by the other plan takes longer for many.
    await world.letFallDue(leadMs + tickets * 4, spreadMs);
    const fired = await awaitFires(world, tickets, leadMs + tickets * 4 + spreadMs + 120_000);
    const complete = fired.warnings === tickets && fired.breaches === tickets && fired.early === 0;
    return { pass: complete && fired.p99LateMs <= lateMs, figure: tell(fired) };
  },
);

export const downWhenDue = defineScenario("H11", "no node runs while deadlines pass", async (context, sizes) => {
  const { tickets, leadMs, downMs, mostMs } = sizes;
  const world = await openClocks(context, 1, tickets);
  await world.letFallDue(leadMs, 1_000);
  await world.hub.endWorker(0);
  await pause(leadMs + downMs);
  const before = await world.fires();
  const startedAt = performance.now();
  await world.hub.startWorker();
  const fired = await awaitFires(world, tickets, mostMs);
  const tookMs = Math.round(performance.now() - startedAt);
  const [row] = await world.ask<{ marked: string }>("select count(*) as marked from clock_fire where late_ms > 1000");
  const marked = Number(row?.marked);
  const complete = before.breaches === 0 && fired.breaches === tickets && fired.doubled === 0;
  return {
    pass: complete && marked === fired.warnings + fired.breaches && tookMs <= mostMs,
    figure: `${fired.breaches} of ${tickets} broken within ${tookMs} ms of the start, ${fired.doubled} doubled, ${marked} of ${fired.warnings + fired.breaches} marked late`,
  };
});
