import { awaitUntil } from "../../../server/demo/world.ts";
import { defineScenario } from "../scenario.ts";
import { type MonitoredWorld, openMonitored } from "../tools/alerts.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { awaitThat, comesAbout, type FrontedDesk, putProxyBefore, startDesk } from "../tools/desks.ts";

const longMs = 600_000;
const perBody = 250;

interface Crowd extends MonitoredWorld {
  desk: FrontedDesk;
}

/** Instants of the creations that reached the vendor since then; ms. */
const listCreations = ({ desk }: Crowd, since: number): readonly number[] =>
  desk.proxy.calls
    .filter(({ method, path, at }) => method === "POST" && path.endsWith("/Tickets") && at >= since)
    .map(({ at }) => at);

/** Most that lie within any one second. */
function largestSecond(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

async function fireMany({ fire }: Crowd, name: string, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => ({ name: `${name} ${index}` }));
  for (let at = 0; at < count; at += perBody) await fire(names.slice(at, at + perBody));
}

/** All that was fired is owed to the desk. */
async function awaitApplied({ world }: Crowd): Promise<void> {
  await awaitUntil(
    "the jobs",
    async () => {
      const deliveries = (await world.api.get("/deliveries?limit=500")) as { outcome: string }[];
      return deliveries.every(({ outcome }) => outcome === "applied") ? true : undefined;
    },
    longMs,
  );
}

/**
 * Every link that is owed a creation has failed once, all at this instant, and may be tried again from now on. At an instant at
 * which none is on its way: what is under a lease would be created beside the retries, and be none.
 */
async function failAll({ world: { database } }: Crowd): Promise<number> {
  const { value: failed } = await awaitUntil(
    "an instant without a creation on its way",
    async () => {
      const rows = await askDatabase(
        database,
        `update link set attempts = 1, next_at = now(), create_sent_at = null, state = 'creating'
         where wanted_rev > done_rev and external_id is null
           and not exists (select 1 from link held where held.lease_owner is not null) returning id`,
      );
      return rows.length > 0 ? rows.length : undefined;
    },
    longMs,
  );
  await askDatabase(
    database,
    "update vendor_account set breaker = 'closed', answered = 0, failed = 0, ramp_until = null",
  );
  return failed;
}

export const spreadOfRetries = defineScenario("F5", "many jobs fail at one instant", async (context, sizes) => {
  const desk = await putProxyBefore(await startDesk());
  const monitored = await openMonitored(context, { setup: { desk, settings: { hourlyQuota: 1_000_000 } } });
  const crowd: Crowd = { ...monitored, desk };
  const startedAt = performance.now();
  await fireMany(crowd, "F5 fresh", sizes.fresh);
  await awaitThat("the fresh tickets", () => desk.tickets().length >= sizes.fresh, longMs);
  const fresh = largestSecond(listCreations(crowd, startedAt));
  desk.proxy.setDecide(() => ({ do: "answer", status: 503 }));
  await fireMany(crowd, "F5 failed", sizes.jobs);
  await awaitApplied(crowd);
  const failed = await failAll(crowd);
  desk.proxy.setDecide(() => ({ do: "pass" }));
  const failedAt = performance.now();
  const all = sizes.fresh + sizes.jobs;
  const isDone = await comesAbout(() => listCreations(crowd, failedAt).length >= sizes.jobs, sizes.watchMs);
  const tookMs = performance.now() - failedAt;
  if (isDone) await awaitThat("every ticket", () => desk.tickets().length >= all, longMs);
  const retries = listCreations(crowd, failedAt);
  const largest = largestSecond(retries);
  return {
    pass: failed >= sizes.jobs && retries.length >= sizes.least && largest <= (sizes.jobs * sizes.mostPercent) / 100,
    figure: `${failed} jobs failed at one instant: ${retries.length} retries in ${Math.round(tookMs / 1_000)} s, ${largest} (${((largest / sizes.jobs) * 100).toFixed(1)} %) in the largest second; of ${sizes.fresh} that had not failed ${fresh} in theirs`,
  };
});
