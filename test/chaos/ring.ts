import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { DeskSimulator, TechnicianEdit } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { TicketView } from "../../server/db/timeline.ts";
import { awaitUntil } from "../../server/demo/world.ts";
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

/** What one technician did; `value` as people mean it. */
interface Edit {
  title: string;
  desk: DeskName;
  at: Date;
  field: "status" | "priority" | "assignee";
  value: string;
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

/** Mulberry32: the same row of numbers for the same seed. @returns whole numbers below `below` */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
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

/**
 * What differs between the desks, in the judge's words; undefined = nothing. A field that is shown as refused on HaloPSA's
 * link may differ there: its API does not tell a refusal from a person who sets the field back at once.
 */
function differenceOf({ desks }: ThreeDesks, title: string, view: TicketView | undefined): string | undefined {
  const halo = view?.links.find(({ connection }) => connection === "halopsa");
  const shown = Object.keys((halo?.held ?? {}) as object);
  const judged = deskNames.map((name) => {
    const ticket: Record<string, unknown> = { ...judgeTicket(name, findTicket(desks[name], title)) };
    for (const field of shown) delete ticket[field];
    return JSON.stringify(ticket);
  });
  const equal = judged.every((one) => one === judged[0]);
  return equal ? undefined : `${title}: ${deskNames.map((name, index) => `${name} ${judged[index]}`).join(" | ")}`;
}

/** With RING_DEBUG: all that happened to one ticket, in every desk and here, in one line of time. */
async function tellStory(three: ThreeDesks, title: string): Promise<void> {
  if (!process.env["RING_DEBUG"]) return;
  const row = (await three.world.tickets()).find((one) => one.title === title);
  const view = row && (await three.world.ticket(row.id));
  const effects = deskNames.flatMap((name) => {
    const { id } = findTicket(three.desks[name], title);
    const own = three.desks[name].ledger().filter(({ ticketId }) => ticketId === id);
    return own.map(({ at, by, method, body }) => `${at} ${name} ${by} ${method} ${JSON.stringify(body)}`);
  });
  const story = view?.timeline.map(
    ({ at, kind, text, reason }) => `${String(at)} hub ${kind} ${text.slice(0, 160)} ${reason ?? ""}`,
  );
  process.stdout.write(`${[...effects, ...(story ?? [])].toSorted().join("\n")}\n${JSON.stringify(view?.links)}\n`);
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

/** Each edit of a field is its last one, and stands; or a later one superseded it; or it is a listed conflict. */
async function judgeEdits(three: ThreeDesks, edits: readonly Edit[]): Promise<{ conflicts: number; unseen: number }> {
  const last = new Map(edits.map((edit) => [`${edit.title}/${edit.field}`, edit]));
  let [conflicts, unseen] = [0, 0];
  const rows = await three.world.tickets();
  for (const edit of last.values()) {
    const judged = judgeTicket("autotask", findTicket(three.desks.autotask, edit.title));
    if (String(judged[edit.field]) === edit.value) continue;
    const row = rows.find(({ title }) => title === edit.title) ?? assert.fail(`no ticket ${edit.title}`);
    const { timeline } = await three.world.ticket(row.id);
    const listed = timeline.some(({ kind, text }) => kind === "conflict" && text.startsWith(`${edit.field}:`));
    if (!listed && wasCoveredUnseen(three, edit)) {
      unseen += 1;
      continue;
    }
    conflicts += 1;
    if (!listed) await tellStory(three, edit.title);
    assert.ok(
      listed,
      `${edit.title}: the last ${edit.field} "${edit.value}" became "${String(judged[edit.field])}" and is listed nowhere`,
    );
  }
  return { conflicts, unseen };
}

/** Within a second after it, a write of ours to the same ticket: it was planned before the edit could be read. */
function wasCoveredUnseen({ desks }: ThreeDesks, { title, desk, at }: Edit): boolean {
  if (desk !== "halopsa") return false;
  const { id } = findTicket(desks[desk], title);
  return desks[desk].ledger().some((entry) => {
    const laterMs = new Date(entry.at).getTime() - at.getTime();
    return entry.by === "api" && entry.ticketId === id && laterMs >= -50 && laterMs < 1_000;
  });
}
