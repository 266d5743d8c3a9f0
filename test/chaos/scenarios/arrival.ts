import type { SimulatedTicket, TechnicianEdit } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../../server/db/timeline.ts";
import { openDeskWorld } from "../../support/desk-world.ts";
import { people, priorityLabels, statusLabels } from "../../support/three-desks.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { awaitAllAgreed, findView } from "../tools/agreed.ts";
import { awaitThat, comesAbout, describeDesk, indexByTitle, putDoorBefore, startDesk } from "../tools/desks.ts";
import { inParallel } from "../tools/parallel.ts";

const longMs = 900_000;
/** The judge's own table, apart from every mapping of the product. */
const hubStatus: Readonly<Record<string, string>> = {
  New: "new",
  "In Progress": "inProgress",
  "Waiting Customer": "pending",
  "Waiting Vendor": "held",
  Complete: "closed",
};

function pickEdit(context: ScenarioContext): TechnicianEdit {
  switch (context.random(3)) {
    case 0:
      return { status: Object.values(statusLabels.autotask)[context.random(4)] ?? "New" };
    case 1:
      return { priority: priorityLabels.autotask[context.random(4)] ?? "Low" };
    default:
      return { assignee: people[context.random(2)] ?? null };
  }
}

function isSame(there: SimulatedTicket, view: TicketView | undefined): boolean {
  const { status, priority, assignee } = (view?.fields ?? {}) as {
    status?: string;
    priority?: number;
    assignee?: string | null;
  };
  return (
    hubStatus[there.status] === status &&
    priorityLabels.autotask.indexOf(there.priority as "Low") + 1 === priority &&
    (assignee ?? null) === there.assignee
  );
}

export const shuffledUpdates = defineScenario("C2", "webhooks of updates in any order", async (context, sizes) => {
  const desk = await startDesk();
  const world = await openDeskWorld(context, { psa: describeDesk(desk) });
  const ids: string[] = [];
  await inParallel(Array.from({ length: sizes.tickets }), 8, async (_, index) => {
    ids.push(await desk.technician.createTicket({ title: `C2 ${index}` }));
  });
  await awaitAllAgreed(world, ids, 1, longMs);
  desk.setFaults({ webhookShuffleMs: sizes.shuffleMs, webhookTwice: true });
  const told: Promise<void>[] = [];
  for (let round = 0; round < sizes.updates; round++)
    for (const id of ids) told.push(desk.technician.edit(id, pickEdit(context)));
  await Promise.all(told);
  await desk.settled();
  let equal = 0;
  const endsAt = performance.now() + sizes.mostMs;
  for (const there of desk.tickets()) {
    const left = Math.max(50, endsAt - performance.now());
    if (await comesAbout(async () => isSame(there, await findView(world, there.id)), left)) equal += 1;
  }
  return {
    pass: equal === sizes.tickets,
    figure: `${equal} of ${sizes.tickets} tickets equal after ${told.length} updates told twice, in any order within ${sizes.shuffleMs} ms`,
  };
});

/** Ids of tickets whose own callouts wait at the door. */
function holdTickets() {
  const waiting = new Map<string, () => void>();
  const decide = async ({ body }: { body: string }) => {
    const { EntityType, Id } = JSON.parse(body) as { EntityType: string; Id: number };
    if (EntityType === "Ticket") await new Promise<void>((resolve) => waiting.set(String(Id), resolve));
    return { do: "pass" } as const;
  };
  return { waiting, decide };
}

export const noteBeforeTicket = defineScenario("C3", "a note is told before its ticket", async (context, sizes) => {
  const { waiting, decide } = holdTickets();
  const desk = putDoorBefore(await startDesk(), decide);
  const world = await openDeskWorld(context, { psa: describeDesk(desk) });
  const took: number[] = [];
  let early = 0;
  await inParallel(Array.from({ length: sizes.tickets }), sizes.atOnce, async (_, index) => {
    const title = `C3 ${index}`;
    const startedAt = performance.now();
    const made = desk.technician.createTicket({ title });
    const id = indexByTitle(desk).tickets.get(title)?.id ?? "";
    await awaitThat("the ticket's callout at the door", () => waiting.has(id));
    await desk.technician.addComment(id, { text: `Note of ${title}`, visibility: "public" });
    early += 1;
    waiting.get(id)?.();
    await made;
    const hasNote = async () => (await findView(world, id))?.comments.some(({ body }) => body === `Note of ${title}`);
    if (await comesAbout(async () => (await hasNote()) ?? false, sizes.mostMs))
      took.push(performance.now() - startedAt);
  });
  const quarantined = ((await world.api.get("/quarantine")) as unknown[]).length;
  const known = new Set(
    (await Promise.all(desk.tickets().map(({ id }) => findView(world, id)))).map((view) => view?.id),
  );
  return {
    pass: took.length === sizes.tickets && quarantined === 0 && known.size === sizes.tickets && early === sizes.tickets,
    figure: `${took.length} of ${sizes.tickets} complete, the slowest after ${Math.round(Math.max(...took))} ms; ${known.size} tickets in the hub, ${quarantined} in quarantine`,
  };
});
