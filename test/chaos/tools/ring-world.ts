import type { TechnicianEdit } from "../../../connectors/simulator-kit/desk-simulator.ts";
import {
  type DeskName,
  deskNames,
  findTicket,
  judgeTicket,
  type Meaning,
  people,
  priorityLabels,
  statusLabels,
  type ThreeDesks,
} from "../../support/three-desks.ts";
import type { ScenarioContext } from "../scenario.ts";
import { listWrites } from "./desks.ts";
import { awaitTitles } from "./agreed.ts";

/** Meanings that every desk lets a technician go between. */
const meanings: readonly Meaning[] = ["new", "working", "client", "vendor"];

/** An edit of one field that says something else than what stands there. */
export function pickChange(
  context: ScenarioContext,
  { desks }: ThreeDesks,
  name: DeskName,
  title: string,
): TechnicianEdit {
  const now = judgeTicket(name, findTicket(desks[name], title));
  switch (context.random(3)) {
    case 0: {
      const others = meanings.filter((meaning) => meaning !== now.status && meaning !== "new");
      return { status: statusLabels[name][others[context.random(others.length)] ?? "working"] };
    }
    case 1: {
      const at = (now.priority + context.random(3)) % 4;
      return { priority: priorityLabels[name][at] ?? priorityLabels[name][0] };
    }
    default:
      return { assignee: now.assignee === people[0] ? people[1] : people[0] };
  }
}

/** Bears the tickets, one desk after the other, and waits until all three have them. */
export async function bearInRing({ desks, world }: ThreeDesks, titles: readonly string[]): Promise<void> {
  for (const [index, title] of titles.entries()) {
    const desk = desks[deskNames[index % deskNames.length] ?? "autotask"];
    await desk.technician.createTicket({ title, description: "Round and round." });
  }
  await awaitTitles(world, titles, 3);
}

/** Whether all three desks say the same of the ticket, in the judge's words. */
export function isEqual({ desks }: ThreeDesks, title: string): boolean {
  const judged = deskNames.map((name) => JSON.stringify(judgeTicket(name, findTicket(desks[name], title))));
  return judged.every((one) => one === judged[0]);
}

/** Writes of the hub so far, by desk and ticket. */
export function countRingWrites({ desks }: ThreeDesks, title: string): Readonly<Record<DeskName, number>> {
  const count = (name: DeskName) => listWrites(desks[name], findTicket(desks[name], title).id).length;
  return { autotask: count("autotask"), halopsa: count("halopsa"), servicenow: count("servicenow") };
}

/** All writes of the hub in all desks. */
export function countAllWrites({ desks }: ThreeDesks): number {
  return deskNames.reduce((sum, name) => sum + listWrites(desks[name]).length, 0);
}
