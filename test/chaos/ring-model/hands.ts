import { setTimeout as pause } from "node:timers/promises";
import type { SimulatedComment, SimulatedTicket } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { Visibility } from "../../../schemas/comment.ts";
import { type DeskName, type Meaning, people, priorityLabels, statusLabels } from "../../support/three-desks.ts";
import type { Book, Edit, JudgedField } from "./book.ts";
import type { Command } from "./commands.ts";
import { valueOf } from "./meanings.ts";
import { clientOf, recordsOf, type Run } from "./run.ts";

/** What people do in a desk, written into the judge's book. What makes no sense there does nothing. */
export async function act(run: Run, command: Command): Promise<void> {
  switch (command.do) {
    case "rest":
      return run.rest();
    case "pause":
      // The pace is what is tried.
      await pause(command.ms);
      return;
    case "webhooks":
      return run.three.desks[command.desk].setFaults(manners[command.manner]);
    case "drop":
      run.book.drops += 1;
      return run.three.desks[command.desk].setFaults({ [`dropAnswerAfter${command.of}`]: 1 });
    case "open":
      return open(run, command.desk);
    default: {
      const record = recordAt(run, command.desk, command.at);
      return record && actOn(run, command, record);
    }
  }
}

const fine = { webhooksOff: false, webhookTwice: false, webhookShuffleMs: 0 };
const manners = {
  fine,
  lost: { ...fine, webhooksOff: true },
  twice: { ...fine, webhookTwice: true },
  late: { ...fine, webhookShuffleMs: 300 },
};
export const noFaults = { ...fine, dropAnswerAfterCreate: 0, dropAnswerAfterWrite: 0, dropAnswerAfterComment: 0 };

type OnRecord = Extract<Command, { at: number }>;

async function actOn(run: Run, command: OnRecord, record: SimulatedTicket): Promise<void> {
  switch (command.do) {
    case "edit":
      return edit(run, command.desk, record, command.field, command.pick);
    case "say":
      return say(run, command.desk, record, command.public ? "public" : "internal");
    case "merge":
      return merge(run, command.desk, record, recordAt(run, command.desk, command.into));
    case "move":
      return move(run, command.desk, record);
    case "delete":
      return remove(run, command.desk, record);
    default:
      return touch(run, command, record);
  }
}

/** The newest first, so that a shrunk run speaks of few; what was merged is nobody's any more. */
function recordAt(run: Run, desk: DeskName, at: number): SimulatedTicket | undefined {
  const open = recordsOf(run, desk)
    .filter(({ id }) => !run.book.mergeOf({ desk, record: id }))
    .toReversed();
  return open[at % Math.max(1, open.length)];
}

export async function open({ book, three, tag }: Run, desk: DeskName): Promise<void> {
  const title = `${tag}${book.opened.length} opened`;
  const { technician, clients } = three.desks[desk];
  const clientRef = clients[0]?.ref ?? "";
  const record = await technician.createTicket({ title, description: "Round and round.", clientRef });
  book.next();
  book.opened.push({ desk, record });
}

const closedForGood = ["Closed", "Canceled"];

async function edit(
  run: Run,
  desk: DeskName,
  record: SimulatedTicket,
  field: JudgedField,
  pick: number,
): Promise<void> {
  const label = labelFor(run, desk, record, field, pick);
  const now = record[field];
  if (label === undefined || label === now) return;
  // What is closed for good takes no other status from anybody.
  if (desk === "servicenow" && field === "status" && closedForGood.includes(record.status)) return;
  const at = new Date();
  await run.three.desks[desk].technician.edit(record.id, { [field]: label });
  const value = valueOf(desk, { ...record, [field]: label }, field);
  // A finer word for the same is no news.
  if (value !== valueOf(desk, record, field)) noteEdit(run, desk, record, at, field, value);
}

function labelFor({ book }: Run, desk: DeskName, record: SimulatedTicket, field: JudgedField, pick: number) {
  switch (field) {
    case "status": {
      const meanings = Object.keys(statusLabels[desk]) as Meaning[];
      // Each desk but the first closes for good now and then, or with another word.
      if (pick === 9 && desk !== "autotask") return "Closed";
      return statusLabels[desk][meanings[pick % meanings.length] ?? "working"];
    }
    case "priority":
      return priorityLabels[desk][pick % 4];
    case "assignee":
      return [...people][pick % 2];
    case "title":
      return `${record.title.split(" ")[0]} titled ${book.number + 1}`;
  }
}

function noteEdit(
  run: Run,
  desk: DeskName,
  { id }: SimulatedTicket,
  at: Date,
  field: Edit["field"],
  value: string,
): void {
  const undone = run.hasShown({ desk, record: id }, field, value);
  run.book.edits.push({ number: run.book.next(), at, desk, record: id, field, value, undone });
}

export async function say(
  { book, three }: Run,
  desk: DeskName,
  record: SimulatedTicket,
  visibility: Visibility,
): Promise<void> {
  const token = `k${book.said.length + 1}v`;
  const text = `${token}1 looked again at it`;
  const comment = await three.desks[desk].technician.addComment(record.id, { text, visibility });
  const number = book.next();
  const place = { desk, record: record.id };
  const fate = { hides: [], shown: false, deleted: false, copyGone: new Set<DeskName>() };
  book.said.push({ number, token, ...place, comment, texts: [{ number, text, ...place }], visibility, ...fate });
}

async function touch(run: Run, command: Extract<Command, { which: number }>, record: SimulatedTicket): Promise<void> {
  const { desk } = command;
  const comment = commentAt(run.book, desk, record, command.which);
  const said = comment && run.book.saidIn(comment.text);
  if (!comment || !said) return;
  const { technician } = run.three.desks[desk];
  switch (command.do) {
    case "reword": {
      const text = comment.text.replace(/(k\d+v)\d+/, `$1${said.texts.length + 1}`);
      await technician.editComment(record.id, comment.id, { text });
      said.texts.push({ number: run.book.next(), text, desk, record: record.id });
      return;
    }
    case "unsay":
      await technician.deleteComment(record.id, comment.id);
      run.book.next();
      if (said.desk === desk && said.comment === comment.id) said.deleted = true;
      else said.copyGone.add(desk);
      return;
    default: {
      const visibility = command.do === "hide" ? "internal" : "public";
      if (comment.visibility === visibility) return;
      await technician.editComment(record.id, comment.id, { visibility });
      const number = run.book.next();
      if (visibility === "internal") said.hides.push({ number, desk, record: record.id });
      else said.shown = true;
    }
  }
}

/** A comment of a person, or our copy of one; a copy that may not be known by its key yet could not be told (see the README). */
function commentAt(
  book: Book,
  desk: DeskName,
  { comments }: SimulatedTicket,
  which: number,
): SimulatedComment | undefined {
  const known = ({ id, byApi, text }: SimulatedComment) =>
    !text.startsWith("Edited:") && book.saidIn(text) !== undefined && (!byApi || book.heard.has(`${desk} ${id}`));
  const own = comments.filter(known);
  return own[which % Math.max(1, own.length)];
}

/**
 * One vendor knows merges; in the two others people close the one and name the other, which is an edit of its status like any
 * other.
 */
async function merge(
  run: Run,
  desk: DeskName,
  loser: SimulatedTicket,
  survivor: SimulatedTicket | undefined,
): Promise<void> {
  if (!survivor || survivor.id === loser.id || survivor.clientRef !== loser.clientRef) return;
  if (desk === "servicenow" && closedForGood.includes(loser.status)) return;
  const at = new Date();
  await run.three.desks[desk].technician.mergeTickets(loser.id, survivor.id);
  if (desk === "halopsa")
    run.book.merges.push({ number: run.book.next(), desk, loser: loser.id, survivor: survivor.id });
  else run.book.notes += 1;
  if (desk !== "halopsa" && valueOf(desk, loser, "status") !== "ended")
    noteEdit(run, desk, loser, at, "status", "ended");
}

async function move(run: Run, desk: DeskName, record: SimulatedTicket): Promise<void> {
  const { clients, technician } = run.three.desks[desk];
  const other = clients.find(({ ref }) => ref !== record.clientRef);
  if (!other) return;
  const at = new Date();
  await technician.edit(record.id, { clientRef: other.ref });
  noteEdit(run, desk, record, at, "client", clientOf(run.three.desks[desk], other.ref));
}

async function remove({ book, three }: Run, desk: DeskName, { id }: SimulatedTicket): Promise<void> {
  await three.desks[desk].technician.deleteTicket(id);
  book.next();
  book.deleted.push({ desk, record: id });
}
