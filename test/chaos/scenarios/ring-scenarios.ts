import { setTimeout as pause } from "node:timers/promises";
import { awaitUntil } from "../../../server/demo/world.ts";
import { findTicket } from "../../support/three-desks.ts";
import { runRing } from "../ring.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles, findView } from "../tools/agreed.ts";
import { awaitThat, listWrites, openPair, type Pair } from "../tools/desks.ts";

const priorities = ["Critical", "High", "Medium", "Low"] as const;
const longMs = 120_000;

export const ring = defineScenario(
  "D5",
  "three desks in a ring, worked in all at once under faults",
  async (context, sizes) => {
    const { edits, tickets, quietSeconds } = sizes;
    const figures = await runRing(context, { edits, tickets, quietSeconds, seed: context.seed });
    return {
      pass: figures.quietWrites === 0 && figures.settledMs <= sizes.silentMs,
      figure: `${edits} edits: equal ${figures.settledMs} ms after the last, ${figures.writes} writes, ${figures.conflicts} listed conflicts, ${figures.quietWrites} writes in ${quietSeconds} s of quiet`,
    };
  },
);

/** Comparisons and polls go on; what is written although nobody does anything. */
async function countQuiet({ world, east, west }: Pair, quietMs: number): Promise<number> {
  const before = listWrites(east).length + listWrites(west).length;
  for (const name of ["east", "west"]) await world.api.post(`/connections/${name}/reconcile`);
  await pause(quietMs);
  return listWrites(east).length + listWrites(west).length - before;
}

export const rapidEdits = defineScenario(
  "D5-rapid",
  "both sides edit one field again and again",
  async (context, sizes) => {
    const pair = await openPair(context, { pollSeconds: 1 });
    const { world, east, west } = pair;
    await east.technician.createTicket({ title: "D5" });
    await awaitTitles(world, ["D5"], 2);
    const created = listWrites(west).length;
    let edits = 0;
    for (let round = 0; round < sizes.edits; round++) {
      for (const [index, desk] of [east, west].entries()) {
        const priority = priorities[(round + 2 * index) % 4] ?? "Low";
        await desk.technician.edit(findTicket(desk, "D5").id, { priority });
        edits += 1;
      }
      // The pace is what is tried here.
      await pause(sizes.everyMs);
    }
    const isEqual = () => findTicket(east, "D5").priority === findTicket(west, "D5").priority;
    const settledMs = await awaitThat("equal priorities", isEqual, longMs);
    const [view] = await awaitTitles(world, ["D5"], 2, longMs);
    const quiet = await countQuiet(pair, sizes.quietMs);
    const writes = listWrites(east).length + listWrites(west).length - created - quiet;
    const hub = priorities[Number(view?.fields["priority"]) - 1];
    return {
      pass: quiet === 0 && writes <= edits && isEqual() && hub === findTicket(east, "D5").priority,
      figure: `${edits} edits every ${sizes.everyMs} ms: ${writes} writes, equal ${settledMs} ms after the last in both desks and the hub, ${quiet} writes in ${sizes.quietMs / 1_000} s of quiet`,
    };
  },
);

export const workflowBack = defineScenario(
  "D5-workflow",
  "a workflow of the vendor sets our field back each time",
  async (context, sizes) => {
    const pair = await openPair(context, { pollSeconds: 1 });
    const { world, east, west } = pair;
    await east.technician.createTicket({ title: "D5", priority: "Low" });
    const [born] = await awaitTitles(world, ["D5"], 2);
    const created = listWrites(west).length;
    west.setFaults({ workflow: { priority: "Low" } });
    for (let edit = 0; edit < sizes.edits; edit++) {
      await east.technician.edit(findTicket(east, "D5").id, { priority: priorities[edit % 3] ?? "High" });
      await pause(sizes.everyMs);
    }
    const last = priorities[(sizes.edits - 1) % 3];
    // Before it has read the last edit it cannot be at rest.
    await awaitUntil(
      "the last edit here",
      async () => {
        const seen = await findView(world, born?.id ?? "");
        return priorities[Number(seen?.fields["priority"]) - 1] === last ? true : undefined;
      },
      longMs,
    );
    const [view] = await awaitTitles(world, ["D5"], 2, longMs);
    const quiet = await countQuiet(pair, sizes.quietMs);
    const writes = listWrites(west).length - created - quiet;
    const back = listWrites(east).length;
    const held = view?.links.find(({ connection }) => connection === "west")?.held ?? {};
    const here = findTicket(east, "D5").priority;
    return {
      pass: quiet === 0 && writes <= sizes.edits && back === 0 && here === last && "priority" in held,
      figure: `${sizes.edits} edits: ${writes} writes, ${back} back, ${quiet} in ${sizes.quietMs / 1_000} s of quiet; the edit stands where it was made and is ${"priority" in held ? "shown as held" : "not shown"} on the other link`,
    };
  },
);
