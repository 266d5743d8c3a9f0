import { defineScenario } from "../scenario.ts";
import { type MonitoredWorld, openMonitored } from "../tools/alerts.ts";
import { awaitAllAgreed } from "../tools/agreed.ts";
import { awaitThat, type FrontedDesk, indexByTitle, listWrites, putProxyBefore, startDesk } from "../tools/desks.ts";
import { inParallel } from "../tools/parallel.ts";

const longMs = 900_000;

/** What stands in both in the end, against what was fired. */
async function countTickets({ world, desk }: MonitoredWorld, names: readonly string[]) {
  await awaitThat("a ticket for every alert", () => indexByTitle(desk).tickets.size >= names.length, longMs);
  const numbers = desk.tickets().map(({ number }) => number);
  const views = await awaitAllAgreed(world, numbers, 1, longMs);
  const { doubled, tickets } = indexByTitle(desk);
  const missing = names.filter((name) => !tickets.has(name)).length;
  const made = listWrites(desk).filter(({ method, path }) => method === "POST" && path.endsWith("/Tickets")).length;
  const hub = new Set(views.map(({ id }) => id)).size;
  return {
    exact: made === names.length && hub === names.length && missing === 0 && doubled.length === 0,
    views,
    words: `${made} tickets made in the desk, ${hub} in the hub, ${missing} missing, ${doubled.length} doubled`,
  };
}

const nameAlerts = (id: string, seed: number, count: number) =>
  Array.from({ length: count }, (_, index) => `${id} ${seed} ${index}`);

export const sameAlertAtOnce = defineScenario(
  "B1",
  "alerts, each delivered three times at once",
  async (context, sizes) => {
    const monitored = await openMonitored(context);
    const names = nameAlerts("B1", context.seed, sizes.events);
    let accepted = 0;
    await inParallel(names, sizes.senders, async (name) => {
      const answers = await Promise.all(Array.from({ length: sizes.times }, () => monitored.fire([{ name }])));
      accepted += answers.filter(({ status }) => status === 202).length;
    });
    const { exact, words } = await countTickets(monitored, names);
    return { pass: exact && accepted === sizes.events * sizes.times, figure: `${accepted} deliveries taken, ${words}` };
  },
);

const isCreation = (call: { method: string; path: string }) => call.method === "POST" && call.path.endsWith("/Tickets");

export const droppedCreations = defineScenario("B2", "creations whose answer is lost", async (context, sizes) => {
  let dropped = 0;
  const desk: FrontedDesk = await putProxyBefore(await startDesk(), (call) => {
    if (!isCreation(call) || context.random(100) >= sizes.dropPercent) return { do: "pass" };
    dropped += 1;
    return { do: "cutAnswer", share: 0 };
  });
  const monitored = await openMonitored(context, { setup: { desk } });
  const names = nameAlerts("B2", context.seed, sizes.events);
  await inParallel(names, sizes.senders, async (name) => void (await monitored.fire([{ name }])));
  const { exact, words, views } = await countTickets(monitored, names);
  const unknown = views.filter(({ timeline }) => timeline.some(({ text }) => text === "create to psa: unknown")).length;
  const sent = desk.proxy.calls.filter(isCreation).length;
  return {
    pass: exact && dropped > 0 && unknown === dropped,
    figure: `${dropped} answers dropped, ${unknown} known as unknown, ${sent} creations sent, ${words}`,
  };
});
