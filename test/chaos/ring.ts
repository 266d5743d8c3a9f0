import { setTimeout as pause } from "node:timers/promises";
import type { DeskSimulator, TechnicianEdit } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
import { differenceOf, type Edit, judgeEdits, tellStory } from "./ring-judge.ts";
import { createRandom } from "./scenario.ts";
import {
  type DeskName,
  deskNames,
  findTicket,
  judgeTicket,
  type Meaning,
  openThreeDesks,
  people,
  priorityLabels,
  statusLabels,
  type ThreeDesks,
} from "../support/three-desks.ts";

export interface RingOptions {
  edits: number;
  tickets: number;
  quietSeconds: number;
  seed: number;
}

export interface RingFigures {
  seed: number;
  edits: number;
  /** Milliseconds from the last edit to the last agreement. */
  settledMs: number;
  /** Writes of the hub in all desks, and during the quiet time. */
  writes: number;
  quietWrites: number;
  conflicts: number;
  /**
   * Last edits in HaloPSA that a write of ours covered between our reading and it: its API has neither history nor a version
   * that counts, which its connector's README names as the one window that cannot be seen.
   */
  unseen: number;
}

/**
 * Tickets born in every desk of three are worked by technicians in all of them at once, while webhooks are lost, doubled and
 * reordered and answers are dropped. In the end all three desks say the same, nothing stands twice, nothing internal is
 * public, every edit is on all desks, superseded or a listed conflict, and then nothing is written any more.
 */
export async function runRing(
  context: { after(run: () => Promise<void>): void },
  options: RingOptions,
): Promise<RingFigures> {
  const three = await openThreeDesks(context);
  const random = createRandom(options.seed);
  const titles = await bearTickets(three, options.tickets);
  await three.world.agreed(options.tickets, 3);
  setFaults(three, { webhookLoss: 0.3, webhookTwice: true, webhookShuffleMs: 300 });
  const edits: Edit[] = [];
  for (let index = 0; index < options.edits; index++) {
    if (index % 25 === 7) dropAnswers(three, random);
    await editOnce(three, titles, random, edits, index);
    await pause(random(30));
  }
  const last = performance.now();
  setFaults(three, {
    webhookLoss: 0,
    webhookTwice: false,
    webhookShuffleMs: 0,
    dropAnswerAfterWrite: 0,
    dropAnswerAfterComment: 0,
  });
  await awaitEqual(three, titles);
  const settledMs = Math.round(performance.now() - last);
  const quietWrites = await beQuiet(three, options.quietSeconds);
  const judged = await judgeEdits(three, edits);
  return { seed: options.seed, edits: options.edits, settledMs, writes: countWrites(three), quietWrites, ...judged };
}

async function bearTickets({ desks }: ThreeDesks, count: number): Promise<readonly string[]> {
  const titles: string[] = [];
  for (let index = 0; index < count; index++) {
    const desk = deskNames[index % deskNames.length] ?? "autotask";
    const title = `Ring ${index} of ${desk}`;
    await desks[desk].technician.createTicket({ title, description: "Round and round." });
    titles.push(title);
  }
  return titles;
}

function setFaults({ desks }: ThreeDesks, faults: Parameters<DeskSimulator["setFaults"]>[0]): void {
  for (const desk of Object.values(desks)) desk.setFaults(faults);
}

function dropAnswers({ desks }: ThreeDesks, random: (below: number) => number): void {
  const name = deskNames[random(3)] ?? "autotask";
  desks[name].setFaults({ dropAnswerAfterWrite: 1, dropAnswerAfterComment: 1 });
}

async function editOnce(
  three: ThreeDesks,
  titles: readonly string[],
  random: (below: number) => number,
  edits: Edit[],
  index: number,
): Promise<void> {
  const name = deskNames[random(3)] ?? "autotask";
  const title = titles[random(titles.length)] ?? "";
  const { technician } = three.desks[name];
  const { id } = findTicket(three.desks[name], title);
  const kind = random(10);
  if (kind === 8) {
    await technician.addComment(id, { text: `Public word ${index}`, visibility: "public" });
  } else if (kind === 9) {
    await technician.addComment(id, { text: `Internal word ${index}`, visibility: "internal" });
  } else if (kind === 7) {
    const bytes = Buffer.from(`file ${index}`);
    await technician.addAttachment(id, {
      fileName: `f${index}.txt`,
      contentType: "text/plain",
      bytes,
      visibility: "public",
    });
  } else {
    const { edit, change } = pickEdit(name, random);
    // Who sets a field to what it is edits nothing: no desk notes it, and nobody can know of it.
    const isEdit = String(judgeTicket(name, findTicket(three.desks[name], title))[edit.field]) !== edit.value;
    const at = new Date();
    await technician.edit(id, change);
    if (isEdit) edits.push({ title, desk: name, at, ...edit });
  }
}

function pickEdit(
  name: DeskName,
  random: (below: number) => number,
): { edit: Pick<Edit, "field" | "value">; change: TechnicianEdit } {
  switch (random(3)) {
    case 0: {
      const meanings = Object.keys(statusLabels[name]) as Meaning[];
      const value = meanings[random(meanings.length)] ?? "working";
      return { edit: { field: "status", value }, change: { status: statusLabels[name][value] } };
    }
    case 1: {
      const value = random(4);
      return {
        edit: { field: "priority", value: String(value + 1) },
        change: { priority: priorityLabels[name][value] ?? "" },
      };
    }
    default: {
      const value = people[random(people.length)] ?? people[0];
      return { edit: { field: "assignee", value }, change: { assignee: value } };
    }
  }
}

async function awaitEqual(three: ThreeDesks, titles: readonly string[]): Promise<void> {
  let differences: readonly string[] = [];
  try {
    await awaitUntil(
      "three equal desks",
      async () => {
        const views = await readViews(three);
        differences = titles.flatMap((title) => differenceOf(three, title, views.get(title)) ?? []);
        return differences.length === 0 && [...views.values()].every(isAgreed) ? true : undefined;
      },
      120_000,
    );
  } catch (cause) {
    for (const title of titles.filter((one) => differences.some((text) => text.startsWith(`${one}:`))))
      await tellStory(three, title);
    throw new Error(`The desks differ:\n${differences.join("\n")}`, { cause });
  }
}

async function readViews({ world }: ThreeDesks): Promise<ReadonlyMap<string, TicketView>> {
  const rows = await world.tickets();
  return new Map(await Promise.all(rows.map(async ({ id, title }) => [title, await world.ticket(id)] as const)));
}

function isAgreed({ links }: TicketView): boolean {
  return links.length === 3 && links.every(({ agreed, state }) => agreed && state === "active");
}

function countWrites({ desks }: ThreeDesks): number {
  return Object.values(desks).reduce((sum, desk) => sum + desk.ledger().filter(({ by }) => by === "api").length, 0);
}

/** Polls go on, webhooks come again, and every desk is compared three times; nothing may be written. */
async function beQuiet(three: ThreeDesks, seconds: number): Promise<number> {
  const before = countWrites(three);
  for (let round = 0; round < 3; round++) {
    for (const name of deskNames) await three.world.api.post(`/connections/${name}/reconcile`);
    await pause((seconds * 1_000) / 3);
  }
  return countWrites(three) - before;
}
