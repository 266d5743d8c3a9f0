import { peakMemory } from "../../support/peak-memory.ts";
import { defineScenario } from "../scenario.ts";
import { awaitThat } from "../tools/desks.ts";
import type { PacedAnswer } from "../tools/paced.ts";
import { quantile } from "../tools/parallel.ts";
import { openStorm } from "../tools/storm-world.ts";

const longMs = 900_000;
const p99 = (answers: readonly PacedAnswer[]) =>
  quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );
const countOthers = (answers: readonly PacedAnswer[]) => answers.filter(({ status }) => status !== 202).length;

export const fewAlertsOften = defineScenario("G1", "a burst of alerts over few keys", async (context, sizes) => {
  const { hub, desk, addMonitor, send, awaitApplied, count } = await openStorm(context);
  await addMonitor("flooding");
  const { events: total, perSecond, keys } = sizes;
  const answers = await send({ name: "G1", monitor: "flooding", perSecond, total, keys });
  await awaitApplied();
  await awaitThat("every ticket in the desk", () => desk.tickets().length >= keys, longMs);
  const tickets = await count("select count(*) from ticket");
  const counted = await count("select sum(event_count) from alert");
  const memory = await peakMemory(hub.pid);
  const refused = countOthers(answers);
  return {
    pass:
      refused === 0 &&
      counted === total &&
      tickets === keys &&
      desk.tickets().length === keys &&
      p99(answers) <= sizes.ackMs &&
      memory <= sizes.mostMb,
    figure: `${total} alerts over ${keys} keys at ${perSecond} a second: ${counted} counted, ${tickets} tickets (${desk.tickets().length} in the desk), ${refused} refused, answers p99 ${p99(answers).toFixed(0)} ms, at most ${memory.toFixed(0)} MB`,
  };
});

export const manyAlertsOnce = defineScenario("G2", "a storm of different alerts", async (context, sizes) => {
  const { hub, desk, addMonitor, send, awaitApplied, count } = await openStorm(context);
  await addMonitor("flooding");
  const { events: total, perSecond } = sizes;
  const answers = await send({ name: "G2", monitor: "flooding", perSecond, total, keys: total });
  await awaitApplied();
  const tickets = await count("select count(*) from ticket");
  await awaitThat("every ticket in the desk", () => desk.tickets().length >= tickets, longMs);
  const stored = await count(
    "select count(*) from delivery d join connection c on c.id = d.connection_id where c.name = 'flooding'",
  );
  const alerts = await count("select count(*) from alert");
  const largest = await count(
    "select coalesce(max(n), 0) from (select count(*) as n from alert where ticket_id is not null group by ticket_id) t",
  );
  const orphans = await count("select count(*) from alert where ticket_id is null");
  const memory = await peakMemory(hub.pid);
  const refused = countOthers(answers);
  return {
    pass:
      refused === 0 &&
      stored === total &&
      alerts === total &&
      orphans === 0 &&
      largest > 1 &&
      tickets <= sizes.mostTickets &&
      desk.tickets().length === tickets &&
      memory <= sizes.mostMb,
    figure: `${stored} of ${total} stored, ${alerts} alerts of one client on ${tickets} tickets (${desk.tickets().length} in the desk), ${largest} of them on the storm's, ${orphans} on none; ${refused} refused, answers p99 ${p99(answers).toFixed(0)} ms, at most ${memory.toFixed(0)} MB`,
  };
});
