import { awaitUntil } from "../../../server/demo/world.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { awaitThat, indexByTitle, openPair, type Pair, putProxyBefore, startDesk } from "../tools/desks.ts";
import { quantile } from "../tools/parallel.ts";

const priorities = ["Critical", "High", "Medium", "Low"] as const;

/** Time from a technician's edit of one ticket until the other desk shows it; ms. */
async function timeEdit({ east, west }: Pair, title: string, priority: string): Promise<number> {
  const id = indexByTitle(east).tickets.get(title)?.id ?? "";
  const startedAt = performance.now();
  await east.technician.edit(id, { priority });
  await awaitThat(`${title} in the other desk`, () => indexByTitle(west).tickets.get(title)?.priority === priority);
  return performance.now() - startedAt;
}

export const poisonRecord = defineScenario("C5", "one ticket whose write is always refused", async (context, sizes) => {
  let poison = "";
  let refused = 0;
  const west = await putProxyBefore(await startDesk(), ({ method, path, body }) => {
    if (method !== "PATCH" || !path.endsWith("/Tickets") || !body.includes(`"id":${poison},`)) return { do: "pass" };
    refused += 1;
    const refusal = JSON.stringify({ errors: ["Picklist value [3] does not exist for priority."] });
    return { do: "answer", status: 500, headers: { "content-type": "application/json" }, body: refusal };
  });
  const pair = await openPair(context, { west: { desk: west } });
  const titles = ["Poison", "Companion", ...Array.from({ length: sizes.others }, (_, index) => `C5 ${index}`)];
  for (const title of titles) await pair.east.technician.createTicket({ title });
  await awaitTitles(pair.world, titles, 2);
  poison = indexByTitle(west).tickets.get("Poison")?.id ?? "";
  const idOf = (title: string) => indexByTitle(pair.east).tickets.get(title)?.id ?? "";
  const times = { quiet: [] as number[], poisoned: [] as number[] };
  let shownAfter = 0;
  for (let round = 0; round < sizes.rounds; round++) {
    // The same work at the same time, once of a ticket that is taken and once of one that is not; no ticket twice in a row,
    // since a record that is named again at once is read a little later.
    const other = (offset: number) => titles[2 + ((2 * round + offset) % sizes.others)] ?? "";
    const priority = priorities[Math.floor((2 * round) / sizes.others) % 4] ?? "Low";
    await pair.east.technician.edit(idOf("Companion"), { priority: priorities[round % 4] ?? "Low" });
    times.quiet.push(await timeEdit(pair, other(0), priority));
    const startedAt = performance.now();
    await pair.east.technician.edit(idOf("Poison"), { priority: priorities[round % 4] ?? "Low" });
    times.poisoned.push(await timeEdit(pair, other(1), priority));
    if (round === 0) shownAfter = await awaitShown(pair, startedAt);
  }
  const share = sizes.percentile / 100;
  const [quiet, poisoned] = [quantile(times.quiet, share), quantile(times.poisoned, share)];
  const most = quiet * (1 + sizes.slowerPercent / 100) + sizes.noiseMs;
  return {
    pass: refused > 0 && poisoned <= most && shownAfter <= sizes.shownMs,
    figure: `p${sizes.percentile} of the others ${Math.round(quiet)} ms without and ${Math.round(poisoned)} ms with it; shown in quarantine after ${Math.round(shownAfter)} ms; ${refused} refused writes`,
  };
});

async function awaitShown({ world }: Pair, startedAt: number): Promise<number> {
  await awaitUntil("the refused write in quarantine", async () => {
    const rows = (await world.api.get("/quarantine")) as { kind: string; connection: string }[];
    return rows.some(({ kind, connection }) => kind === "write" && connection === "west") ? true : undefined;
  });
  return performance.now() - startedAt;
}
