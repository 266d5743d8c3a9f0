import { setTimeout as pause } from "node:timers/promises";
import { openDeskWorld } from "../../support/desk-world.ts";
import { serveHttp } from "../../support/loopback.ts";
import { defineScenario } from "../scenario.ts";
import { awaitThat, describeDesk, type FrontedDesk, putProxyBefore, startDesk } from "../tools/desks.ts";
import { openWayOut } from "../tools/vendor-http.ts";

/** One refusal with a wait, and what was called before that was over; ms, as `performance.now()` tells. */
interface Refusal {
  at: number;
  until: number;
  early: number;
  resumedMs: number;
}

/** Answers the next call 429 and watches what is called until the wait is over, and how soon after. */
async function refuseOnce(
  desk: FrontedDesk,
  header: () => { text: string; until: number },
  graceMs: number,
): Promise<Refusal> {
  const refused: { at: number; until: number }[] = [];
  desk.proxy.setDecide(() => {
    if (refused.length > 0) return { do: "pass" };
    const { text, until } = header();
    refused.push({ at: performance.now(), until });
    return { do: "answer", status: 429, headers: { "retry-after": text } };
  });
  await awaitThat("a call to refuse", () => refused.length > 0);
  const { at = 0, until = 0 } = refused[0] ?? {};
  const isAfter = () => desk.proxy.calls.some((call) => call.at >= until);
  await awaitThat("the first call after the wait", isAfter, until - at + 60_000);
  const { calls } = desk.proxy;
  // What was on its way at the instant of the refusal could not know of it.
  const early = calls.filter((call) => call.at > at + graceMs && call.at < until - 1_000).length;
  const resumed = calls.find((call) => call.at >= until - 1_000)?.at ?? Number.NaN;
  return { at, until, early, resumedMs: resumed - until };
}

const inSeconds = (seconds: number) => () => ({ text: String(seconds), until: performance.now() + seconds * 1_000 });
/** A date has no fractions of a second. */
const asDate = (seconds: number) => () => {
  const now = Date.now();
  const date = new Date(Math.floor(now / 1_000) * 1_000 + seconds * 1_000);
  return { text: date.toUTCString(), until: performance.now() + date.getTime() - now };
};

/** People work on, and polls go on: whatever can call, wants to. */
async function workOn(desk: FrontedDesk, isOn: () => boolean): Promise<void> {
  const id = await desk.technician.createTicket({ title: "F2" });
  for (let round = 0; isOn(); round++) {
    await desk.technician.edit(id, { priority: round % 2 === 0 ? "High" : "Low" });
    await pause(150);
  }
}

export const retryAfter = defineScenario("F2", "429 with a wait in seconds or until a date", async (context, sizes) => {
  const desks = await Promise.all(Array.from({ length: sizes.desks }, async () => putProxyBefore(await startDesk())));
  const setups = Object.fromEntries(
    desks.map((desk, index) => [`desk${index}`, describeDesk(desk, { rules: { send: "false" } })]),
  );
  await openDeskWorld(context, setups, { pollSeconds: 1 });
  let working = true;
  const work = desks.map((desk) => workOn(desk, () => working));
  const rounds = await Promise.all(
    desks.map(async (desk, index) => {
      const seen: Refusal[] = [];
      for (let round = 0; round < sizes.rounds; round++) {
        const header = (index + round) % 2 === 0 ? inSeconds(sizes.waitSeconds) : asDate(sizes.waitSeconds);
        seen.push(await refuseOnce(desk, header, sizes.graceMs));
      }
      return seen;
    }),
  );
  working = false;
  await Promise.all(work);
  const all = rounds.flat();
  const kept = all.filter(({ early }) => early === 0).length;
  const latest = Math.max(...all.map(({ resumedMs }) => resumedMs));
  return {
    pass: kept === all.length && latest <= sizes.resumeMs,
    figure: `${kept} of ${all.length} waits of ${sizes.waitSeconds} s kept (half of them dates), called again at most ${Math.round(latest)} ms after their end`,
  };
});

const oddHeaders = (
  "31536000|99999999999|-5|0|00|0.001|1e9|abc|NaN|Infinity|0x10|12, 15|+5|tomorrow|-31536000| |1970-01-01|" +
  "Thu, 01 Jan 1970 00:00:00 GMT|Fri, 31 Dec 2199 23:59:59 GMT|Wed, 32 Foo 2026 25:61:61 GMT"
).split("|");

export const oddRetryAfter = defineScenario("F3", "waits that make no sense", async (context, sizes) => {
  const server = await serveHttp((request, response) => {
    const at = Number(request.url?.slice(1));
    response.writeHead(429, { "retry-after": oddHeaders[at] ?? "" }).end();
  });
  context.after(async () => server.close());
  const way = openWayOut(context, server);
  const waits = await Promise.all(
    oddHeaders.map(async (header, index) => {
      const result = await way.read(`/${index}`);
      return { header, ms: !result.ok && result.error.kind === "rateLimited" ? result.error.retryAfterMs : Number.NaN };
    }),
  );
  const bad = waits.filter(({ ms }) => !(ms >= sizes.leastMs && ms <= sizes.mostMs));
  const shown = bad.map(({ header, ms }) => `"${header}" → ${ms} ms`).join(", ");
  const range = waits.map(({ ms }) => ms);
  return {
    pass: bad.length === 0,
    figure: `${waits.length - bad.length} of ${waits.length} within ${sizes.leastMs / 1_000} s … ${sizes.mostMs / 1_000} s (from ${Math.min(...range)} to ${Math.max(...range)} ms)${shown === "" ? "" : `; not: ${shown}`}`,
  };
});
