import { startHaloSimulator } from "../../../connectors/halopsa/simulator/index.ts";
import { startServiceNowSimulator } from "../../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { type DeskSetup, openDeskWorld } from "../../support/desk-world.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { findView } from "../tools/agreed.ts";
import { comesAbout, describeDesk, openRules, putProxyBefore, quickSettings, startDesk } from "../tools/desks.ts";
import type { ProxiedCall } from "../tools/proxy.ts";

interface Listed {
  connector: string;
  start(): Promise<DeskSimulator>;
  settings?: DeskSetup["settings"];
  /** A page of what has changed. */
  isPage(call: ProxiedCall): boolean;
}

const kinds: Readonly<Record<"autotask" | "halopsa" | "servicenow", Listed>> = {
  autotask: {
    connector: "autotask",
    start: startDesk,
    settings: quickSettings,
    isPage: ({ method, path }) => method === "POST" && path.includes("/Tickets/query"),
  },
  halopsa: {
    connector: "halopsa",
    start: () => startHaloSimulator(),
    isPage: ({ method, path }) => method === "GET" && /\/tickets\?.*page_no/i.test(path),
  },
  servicenow: {
    connector: "servicenow",
    start: () => startServiceNowSimulator(),
    settings: { safetyLagSeconds: 1, overlapSeconds: 30 },
    isPage: ({ method, path }) => method === "GET" && path.includes("/table/incident?"),
  },
};

interface Missed {
  pages: number;
  tickets: number;
  missed: number;
}

/** Fills a desk, then inserts, deletes and edits before each page that the hub asks for. */
async function shiftPages(
  context: ScenarioContext,
  kind: Listed,
  sizes: { tickets: number; shifts: number; mostMs: number },
): Promise<Missed> {
  const desk = await putProxyBefore(await kind.start());
  desk.setFaults({ webhooksOff: true });
  const rules = { ...openRules, send: "false" };
  const more = { connector: kind.connector, rules, ...(kind.settings ? { settings: kind.settings } : {}) };
  const world = await openDeskWorld(context, { psa: describeDesk(desk, more) }, { pollSeconds: 0.3 });
  const ids = new Set<string>();
  const make = async () =>
    void ids.add(await desk.technician.createTicket({ title: `F17 ${ids.size}`, description: "." }));
  let [pages, shifts] = [0, 0];
  const shift = async (): Promise<void> => {
    shifts += 1;
    const known = [...ids];
    for (let index = 0; index < 3; index++) await make();
    const edited = known[context.random(known.length)] ?? "";
    if (ids.has(edited)) await desk.technician.edit(edited, { priority: desk.tickets()[0]?.priority ?? "" });
    // More than nine links gone in an hour would be taken for a lost right.
    const deleted = known[context.random(known.length)] ?? "";
    if (shifts > 9 || !ids.delete(deleted)) return;
    await desk.technician.deleteTicket(deleted);
  };
  for (let index = 0; index < sizes.tickets; index++) await make();
  desk.proxy.setDecide(async (call) => {
    if (!kind.isPage(call)) return { do: "pass" };
    pages += 1;
    if (shifts < sizes.shifts) await shift();
    return { do: "pass" };
  });
  const endsAt = performance.now() + sizes.mostMs;
  const leftMs = () => Math.max(100, endsAt - performance.now());
  await comesAbout(() => shifts >= sizes.shifts, leftMs());
  let missed = 0;
  for (const id of ids)
    if (!(await comesAbout(async () => (await findView(world, id)) !== undefined, leftMs()))) missed += 1;
  return { pages, tickets: ids.size, missed };
}

export const shiftingPages = defineScenario("F17", "list pages shift while they are read", async (context, sizes) => {
  const words: string[] = [];
  let missed = 0;
  const counts = { halopsa: sizes.halopsa, autotask: sizes.autotask, servicenow: sizes.servicenow };
  for (const name of ["halopsa", "autotask", "servicenow"] as const) {
    if (counts[name] === 0) continue;
    const { shifts, mostMs } = sizes;
    const seen = await shiftPages(context, kinds[name], { tickets: counts[name], shifts, mostMs });
    missed += seen.missed;
    words.push(`${name} ${seen.missed} of ${seen.tickets} in ${seen.pages} pages`);
  }
  return { pass: missed === 0, figure: `missed: ${words.join(", ")}` };
});
