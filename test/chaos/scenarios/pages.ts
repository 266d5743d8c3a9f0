import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pMap from "p-map";
import { startTwilioSimulator, type TwilioSimulator } from "../../../connectors/twilio/simulator/index.ts";
import type { HubClient } from "../../../server/cli/client.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { createTestDatabase } from "../../support/database.ts";
import { startHubProcess } from "../../support/hub-process.ts";
import { defineScenario, runApart, type ScenarioContext } from "../scenario.ts";
import { bearerToken, buildBody } from "../tools/alerts.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { openStorm } from "../tools/storm-world.ts";

const phone = "+4930111111";
const dutyPlan = JSON.stringify({
  people: [
    {
      id: "ann",
      name: "Ann Keller",
      timeZone: "Europe/Berlin",
      channels: [{ connection: "twilio", channel: "sms", address: phone }],
    },
  ],
  escalations: [{ name: "wake", repeat: { times: 0 }, steps: [{ notify: [{ person: "ann" }] }] }],
  assignments: [{ policy: "wake", priorities: [1] }],
});

/** From now on every ticket of priority 1 wakes Ann. */
async function connectPhone(api: HubClient, { settings, secrets }: TwilioSimulator): Promise<void> {
  await api.post("/connections", {
    name: "twilio",
    connector: "twilio",
    settings: { ...settings },
    secrets: { ...secrets },
  });
  await api.post("/on-call", { text: dutyPlan });
}

export const pageInStorm = defineScenario("G8", "a page in the middle of a storm", async (context, sizes) => {
  const twilio = await startTwilioSimulator();
  context.after(() => twilio.close());
  const storm = await openStorm(context, [twilio.address]);
  await storm.addMonitor("flooding");
  await connectPhone(storm.hub.api, twilio);
  const { events: total, perSecond, pages, mostMs } = sizes;
  const flood = storm.send({ name: "G8", monitor: "flooding", perSecond, total, keys: total });
  const everyMs = (total / perSecond / (pages + 1)) * 1_000;
  const waits = Array.from({ length: pages }, async (_, index) => {
    await pause(everyMs * (index + 1));
    const name = `G8 urgent ${index}.`;
    const startedAt = performance.now();
    await storm.fire("flooding", [{ name, severity: "critical", client: "" }]);
    const isPaged = async () => (twilio.pages().some(({ text }) => text.includes(name)) ? true : undefined);
    await awaitUntil(`the page about ${name}`, isPaged, 2 * mostMs);
    return performance.now() - startedAt;
  });
  const took = await Promise.all(waits);
  await flood;
  const slowest = Math.max(...took);
  return {
    pass: slowest <= mostMs,
    figure: `${pages} pages in the middle of ${total} different alerts at ${perSecond} a second: sent within ${slowest.toFixed(0)} ms`,
  };
});

const places = [
  "escalation.beforeCommit",
  "escalation.afterCommit",
  "page.afterClaim",
  "page.beforeCall",
  "page.afterCall",
  "page.afterNote",
] as const;

/** Each place has its own hub, database and provider; half of a kill is a wait for the lease of the process that died. */
const placesAtOnce = 4;

/** Of so many pages, each with a process that was killed at the place. */
async function killAt(context: ScenarioContext, place: string, times: number, mostMs: number) {
  const twilio = await startTwilioSimulator();
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-pages-"));
  const environment = {
    INTERDESK_DATA: dataDir,
    INTERDESK_PORT: "0",
    INTERDESK_ALLOWED_PRIVATE: twilio.address,
    INTERDESK_PUBLIC_URL: "https://hub.example",
    DATABASE_URL: database.url,
  };
  context.after(async () => {
    await twilio.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const first = await startHubProcess(environment);
  await connectPhone(first.api, twilio);
  const { hookUrl } = (await first.api.post("/connections", {
    name: "prometheus",
    connector: "alertmanager",
    secrets: { bearerToken },
  })) as { hookUrl: string };
  await first.api.post("/client-map", { connection: "prometheus", externalId: "acme-dental", client: "Acme Dental" });
  await first.stop();
  const sentOf = (name: string) => twilio.pages().filter(({ text }) => text.includes(name)).length;
  const isNoted = async () => {
    const [row] = await askDatabase<{ n: string }>(database, "select count(*) as n from page where state = 'waiting'");
    return Number(row?.n) === 0 ? true : undefined;
  };
  for (let index = 0; index < times; index++) {
    const name = `B10 ${index}.`;
    const dying = await startHubProcess({ ...environment, INTERDESK_FAILPOINT: place });
    const headers = { "content-type": "application/json", authorization: `Bearer ${bearerToken}` };
    const body = await buildBody([{ name, severity: "critical" }]);
    await fetch(new URL(new URL(hookUrl).pathname, dying.url), { method: "POST", headers, body });
    await dying.ended;
    const hub = await startHubProcess(environment);
    await awaitUntil(`the page about ${name}`, async () => (sentOf(name) > 0 ? isNoted() : undefined), mostMs).catch(
      () => {},
    );
    await hub.stop();
  }
  const counts = Array.from({ length: times }, (_, index) => sentOf(`B10 ${index}.`));
  return { missed: counts.filter((count) => count === 0).length, twice: counts.filter((count) => count > 1).length };
}

export const killedWhilePaging = defineScenario(
  "B10",
  "a process is killed while it pages",
  async (context, { times, mostMs }) => {
    const killAtPlace = async (place: string) => ({
      place,
      ...(await runApart(context, (round) => killAt(round, place, times, mostMs))),
    });
    const found = await pMap(places, killAtPlace, { concurrency: placesAtOnce });
    const missed = found.reduce((sum, each) => sum + each.missed, 0);
    const wrongly = found.filter(({ place, twice }) => place !== "page.afterCall" && twice > 0);
    const words = found.map(({ place, twice }) => `${place} ${twice} twice`);
    return {
      pass: missed === 0 && wrongly.length === 0,
      figure: `killed ${times} times at each of ${places.length} places: ${missed} missed; ${words.join(", ")}`,
    };
  },
);
