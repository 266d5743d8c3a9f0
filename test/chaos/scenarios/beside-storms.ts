import { setTimeout as pause } from "node:timers/promises";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { defineScenario } from "../scenario.ts";
import { awaitThat, indexByTitle } from "../tools/desks.ts";
import { quantile } from "../tools/parallel.ts";
import { openStorm, type StormWorld } from "../tools/storm-world.ts";

/** An alert a second, each from its delivery until its ticket stands in the desk; ms. */
async function timeAlerts(
  { fire }: StormWorld,
  desk: DeskSimulator,
  name: string,
  seconds: number,
): Promise<readonly number[]> {
  const times: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let nth = 0; nth < seconds; nth++) {
    const title = `${name} ${nth}`;
    const firedAt = performance.now();
    await fire("calm", [{ name: title, severity: "warning", client: "" }]);
    const arrives = awaitThat(title, () => indexByTitle(desk).tickets.has(title), 300_000);
    times.push(arrives.then(() => performance.now() - firedAt));
    await pause(Math.max(0, startedAt + (nth + 1) * 1_000 - performance.now()));
  }
  return Promise.all(times);
}

interface Flood {
  seconds: number;
  perSecond: number;
  keys: number;
  mostMs: number;
}

/** What the calm monitor's alerts take to their desk, in quiet and beside the flooding one. */
async function compare(storm: StormWorld, desk: DeskSimulator, sizes: Flood, whose: string) {
  const quiet = await timeAlerts(storm, desk, "G3 quiet", sizes.seconds);
  const { perSecond, keys, seconds } = sizes;
  const total = perSecond * seconds;
  const flood = storm.send({ name: "G3 flood", monitor: "flooding", perSecond, total, keys });
  const [answers, flooding] = await Promise.all([flood, timeAlerts(storm, desk, "G3 flooded", seconds)]);
  const taken = answers.filter(({ status }) => status === 202).length;
  const ack = quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );
  const [before, meanwhile] = [quantile(quiet, 0.99), quantile(flooding, 0.99)];
  return {
    pass: taken === total && meanwhile <= Math.max(2 * before, sizes.mostMs),
    figure: `p99 from an alert to its ticket in the desk ${before.toFixed(0)} ms in quiet and ${meanwhile.toFixed(0)} ms beside ${perSecond} alerts a second of ${whose}, of which ${taken} of ${total} were taken within ${ack.toFixed(0)} ms (p99)`,
  };
}

/** Below what counts as a storm of the calm client's own. */
const noStorm = { text: "storm: { perMinute: 600 }\n" };

export const otherConnection = defineScenario(
  "G3-connections",
  "one connection floods, another does not",
  async (context, sizes) => {
    const storm = await openStorm(context);
    const [flooded, calm] = storm.desk.clients;
    await storm.addMonitor("flooding", flooded?.name);
    await storm.addMonitor("calm", calm?.name);
    await storm.hub.api.post("/rules", noStorm);
    return compare(storm, storm.desk, sizes, "another connection of the same tenant");
  },
);

export const otherTenant = defineScenario("G3", "one tenant floods, another does not", async (context, sizes) => {
  const storm = await openStorm(context);
  await storm.addMonitor("flooding");
  const calm = await storm.addTenant("Calm MSP");
  await calm.api.post("/rules", noStorm);
  await storm.addMonitor("calm", calm.desk.clients[0]?.name, calm.api);
  return compare(storm, calm.desk, sizes, "another tenant");
});

const databaseSize = "select pg_database_size(current_database())";

export const repeatsOnDisk = defineScenario("G6", "what repeats of an alert cost on disk", async (context, sizes) => {
  const { addMonitor, send, awaitApplied, count } = await openStorm(context);
  await addMonitor("flooding");
  const { perSecond } = sizes;
  const repeat = async (total: number) => {
    const answers = await send({ name: "G6", monitor: "flooding", perSecond, total, keys: 1 });
    await awaitApplied();
    return answers.filter(({ status }) => status === 202).length;
  };
  // The first ones make what every table needs at least.
  await repeat(sizes.before);
  const before = await count(databaseSize);
  const taken = await repeat(sizes.repeats);
  const each = ((await count(databaseSize)) - before) / sizes.repeats;
  const bytes = await count(
    "select avg(octet_length(body)) from delivery d join connection c on c.id = d.connection_id where c.name = 'flooding'",
  );
  const counted = await count("select sum(event_count) from alert");
  return {
    pass: taken === sizes.repeats && counted === sizes.before + sizes.repeats && each <= sizes.mostBytes,
    figure: `${each.toFixed(0)} bytes for each of ${taken} repeats, whose bodies of ${bytes.toFixed(0)} bytes are kept; ${counted} events counted`,
  };
});

export const overload = defineScenario("G9", "more deliveries than it can take", async (context, sizes) => {
  const { addMonitor, send, awaitApplied, count } = await openStorm(context);
  await addMonitor("flooding");
  const { perSecond, keys, connections } = sizes;
  const total = perSecond * sizes.seconds;
  const answers = await send({ name: "G9", monitor: "flooding", perSecond, total, keys, connections });
  const of = (status: number) => answers.filter((answer) => answer.status === status);
  const taken = of(202).flatMap(({ deliveryId }) => deliveryId ?? []);
  const shed = [...of(429), ...of(503)];
  const silent = shed.filter(({ retryAfter }) => retryAfter === null).length;
  const others = answers.length - of(202).length - shed.length;
  const endedAt = performance.now();
  let calm = Number.POSITIVE_INFINITY;
  while (calm > sizes.ackMs && performance.now() - endedAt < sizes.afterMs) {
    const after = await send({ name: "G9", monitor: "flooding", perSecond: 100, total: sizes.after, keys });
    const isTaken = after.every(({ status }) => status === 202);
    calm = isTaken
      ? quantile(
          after.map(({ ms }) => ms),
          0.99,
        )
      : Number.POSITIVE_INFINITY;
  }
  const recoveredMs = performance.now() - endedAt;
  await awaitApplied();
  const kept = await count("select count(*) from delivery where id = any($1::uuid[])", [taken]);
  const lost = taken.length - kept;
  const longest = answers.reduce((most, { sentMs }) => Math.max(most, sentMs), 0);
  // What waits in the sender for one of its sockets is the sender's own backlog: more is due than can be answered.
  const behind = answers.reduce((most, { ms, sentMs }) => Math.max(most, ms - sentMs), 0);
  return {
    pass:
      taken.length === of(202).length &&
      lost === 0 &&
      silent === 0 &&
      others === 0 &&
      calm <= sizes.ackMs &&
      longest <= sizes.mostWaitMs,
    figure: `${total} at ${perSecond} a second over ${connections} sockets: ${taken.length} taken, ${lost} of them lost, ${shed.length} refused with Retry-After (${silent} without), ${others} answered otherwise or not; the longest wait ${(longest / 1_000).toFixed(1)} s, the sender at most ${(behind / 1_000).toFixed(1)} s behind; p99 ${calm.toFixed(0)} ms again ${(recoveredMs / 1_000).toFixed(1)} s after it`,
  };
});
