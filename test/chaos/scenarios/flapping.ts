import { setTimeout as pause } from "node:timers/promises";
import { defineScenario } from "../scenario.ts";
import { awaitThat, listWrites } from "../tools/desks.ts";
import { openStorm } from "../tools/storm-world.ts";

export const flappingAlert = defineScenario("G4", "an alert that flaps", async (context, sizes) => {
  const { desk, addMonitor, fire, awaitApplied, count } = await openStorm(context);
  await addMonitor("flooding");
  const beganAt = performance.now();
  let startsAt = new Date();
  let taken = 0;
  for (let change = 0; change < sizes.changes; change++) {
    const now = new Date();
    const isFiring = change % 2 === 0;
    if (isFiring) startsAt = now;
    const ends = isFiring ? {} : { endsAt: now };
    const status = await fire("flooding", [{ name: "G4", severity: "warning", client: "", startsAt, ...ends }]);
    if (status === 202) taken += 1;
    await pause(Math.max(0, beganAt + (change + 1) * sizes.everyMs - performance.now()));
  }
  await awaitApplied();
  await awaitThat("the ticket", () => desk.tickets().length > 0);
  const flapping = await count("select count(*) from alert where (flips->>'until')::timestamptz > now()");
  const writes = listWrites(desk);
  const told = writes.map(({ method, path }) => `${method} ${path.slice(path.lastIndexOf("/") + 1)}`);
  return {
    pass: taken === sizes.changes && desk.tickets().length === 1 && writes.length <= sizes.mostWrites && flapping === 1,
    figure: `${taken} changes, one every ${sizes.everyMs / 1_000} s: ${desk.tickets().length} ticket, ${writes.length} writes (${told.join(", ")}), ${flapping === 1 ? "shown" : "not shown"} as flapping`,
  };
});
