import { awaitUntil } from "../../../server/demo/world.ts";
import type { DeskWorld } from "../../support/desk-world.ts";
import { defineScenario } from "../scenario.ts";
import { mapAlerts, openMonitored } from "../tools/alerts.ts";
import { awaitAllAgreed } from "../tools/agreed.ts";
import { comesAbout, indexByTitle, listWrites } from "../tools/desks.ts";
import { inParallel } from "../tools/parallel.ts";

const longMs = 600_000;

/** Retries all that waits, as far as it is listed, again and again until nothing does. @returns how many were retried */
async function retryAll({ api }: DeskWorld): Promise<number> {
  let retried = 0;
  for (;;) {
    const rows = (await api.get("/quarantine?limit=500")) as { id: string }[];
    if (rows.length === 0) return retried;
    await inParallel(rows, 4, async ({ id }) => {
      // Twice at once: only one of the two may count.
      const both = await Promise.allSettled([0, 1].map(() => api.post(`/quarantine/${id}/retry`)));
      retried += both.filter(({ status }) => status === "fulfilled").length;
    });
  }
}

async function awaitWorkedOff({ api }: DeskWorld): Promise<void> {
  await awaitUntil(
    "every delivery",
    async () => {
      const rows = (await api.get("/deliveries?limit=500")) as { outcome: string }[];
      return rows.every(({ outcome }) => outcome !== "open") ? true : undefined;
    },
    longMs,
  );
}

export const twiceReplayed = defineScenario(
  "F16",
  "what waited in quarantine is replayed, and again",
  async (context, sizes) => {
    const monitored = await openMonitored(context, { mapped: false });
    const { world, desk, fire } = monitored;
    const names = Array.from({ length: sizes.items }, (_, index) => `F16 ${index}`);
    const deliveries: string[] = [];
    for (let at = 0; at < names.length; at += sizes.perBody) {
      const { deliveryId } = await fire(names.slice(at, at + sizes.perBody).map((name) => ({ name })));
      if (deliveryId !== null) deliveries.push(deliveryId);
    }
    await awaitWorkedOff(world);
    const { length: held } = (await world.api.get("/quarantine?limit=500")) as unknown[];
    const early = desk.tickets().length;
    await mapAlerts(monitored);
    const retried = await retryAll(world);
    await awaitWorkedOff(world);
    await comesAbout(() => desk.tickets().length >= sizes.items, sizes.mostMs);
    const afterRetry = desk.tickets().length;
    for (let round = 0; round < 2; round++) {
      await inParallel(deliveries, 4, async (id) => void (await world.api.post(`/deliveries/${id}/replay`)));
      await awaitWorkedOff(world);
    }
    await comesAbout(() => desk.tickets().length >= sizes.items, sizes.mostMs);
    const views = await awaitAllAgreed(
      world,
      desk.tickets().map(({ number }) => number),
      1,
      longMs,
    );
    const { tickets, doubled } = indexByTitle(desk);
    const missing = names.filter((name) => !tickets.has(name)).length;
    const made = listWrites(desk).filter(({ method, path }) => method === "POST" && path.endsWith("/Tickets")).length;
    const events = views.reduce(
      (sum, { alerts }) => sum + alerts.reduce((count, alert) => count + alert.eventCount, 0),
      0,
    );
    return {
      pass:
        early === 0 &&
        held > 0 &&
        afterRetry === sizes.items &&
        made === sizes.items &&
        missing + doubled.length === 0 &&
        events === sizes.items,
      figure: `${retried} retries taken of ${sizes.items} items (${held} listed at once): ${afterRetry} tickets; after ${2 * deliveries.length} replays ${made} tickets made, ${missing} missing, ${doubled.length} doubled, ${events} events counted`,
    };
  },
);
