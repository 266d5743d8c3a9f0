import type { PagerSimulator } from "../../connectors/simulator-kit/pager-simulator.ts";
import type { SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import { printTable } from "../cli/print.ts";
import { awaitUntil, type DemoWorld } from "./world.ts";

/** Longer than is allowed, so that what is late is told with its time. */
const mostMs = 10_000;

/** Whose words are looked for, and where. */
export interface Taken {
  by: { name: string; email: string };
  ticketId: string;
  /** Id of the ticket in the desk. */
  deskId: string;
  /** Id of the message in the channel. */
  postId: string;
}

/** What a place shows, and since when by its own record. */
interface Sight {
  shows: string;
  at: string;
}

/** A place where people see who has taken a ticket. */
export interface Place {
  where: string;
  look(): Promise<Sight | undefined>;
}

/** What was seen in a place; without a sight it never was. */
export interface Shown {
  where: string;
  sight: Sight | undefined;
  /** After the beginning of the wait. */
  ms: number;
}

/** Looks at all places at once, until each shows it. */
export async function watchPlaces(places: readonly Place[]): Promise<readonly Shown[]> {
  const start = performance.now();
  return Promise.all(
    places.map(async ({ where, look }) => {
      const found = await awaitUntil(where, look, mostMs).catch(() => undefined);
      return { where, sight: found?.value, ms: Math.round(performance.now() - start) };
    }),
  );
}

/** By the clocks of the duty plan. */
export type TellTime = (at: string | Date) => string;

export function printShown(shown: readonly Shown[], tellTime: TellTime): void {
  const rows = shown.map(({ where, sight, ms }) => ({
    "shown in": where,
    as: sight?.shows,
    when: sight && tellTime(sight.at),
    "ms after the key": sight && ms,
  }));
  process.stdout.write("\n");
  printTable(rows, ["shown in", "as", "when", "ms after the key"], "nothing shows it");
}

export function listPlaces(
  world: DemoWorld,
  { slack, alertmanager }: { slack: PagerSimulator; alertmanager: SourceSimulator },
  taken: Taken,
): readonly Place[] {
  return [
    { where: "note in Autotask", look: async () => lookAtNote(world, taken) },
    { where: "status in Autotask", look: async () => lookAtStatus(world, taken) },
    { where: "silence in Alertmanager", look: () => lookAtSilence(alertmanager, taken) },
    { where: "message in Slack", look: async () => lookAtMessage(slack, taken) },
    { where: "timeline of the ticket", look: () => lookAtTimeline(world, taken) },
  ];
}

function lookAtNote({ desk }: DemoWorld, { by, deskId }: Taken): Sight | undefined {
  const comments = desk.tickets().find(({ id }) => id === deskId)?.comments;
  const note = comments?.find(({ text }) => text.startsWith(`${by.name} has taken it`));
  const write = desk
    .ledger()
    .findLast(({ by: who, body }) => who === "api" && note && JSON.stringify(body ?? "").includes(note.text));
  return note && see(note.text, write?.at);
}

function lookAtStatus({ desk }: DemoWorld, { by, deskId }: Taken): Sight | undefined {
  const ticket = desk.tickets().find(({ id }) => id === deskId);
  const isTaken = ticket && ticket.status !== "New" && ticket.assignee === by.email;
  const write = desk
    .ledger()
    .findLast(({ by: who, method, ticketId }) => who === "api" && method === "PATCH" && ticketId === deskId);
  return isTaken ? see(`${ticket.status}, ${ticket.assignee}`, write?.at) : undefined;
}

/** As anybody asks Alertmanager. */
async function lookAtSilence({ url, secrets }: SourceSimulator, { by }: Taken): Promise<Sight | undefined> {
  const headers = { authorization: `Bearer ${secrets["apiToken"]}` };
  const answer = await fetch(`${url}/api/v2/silences`, { headers });
  const silences = (await answer.json()) as { comment: string; startsAt: string }[];
  const ours = silences.find(({ comment }) => comment.includes(`taken by ${by.name}`));
  return ours && see(ours.comment, ours.startsAt);
}

/** The text says who; when it was changed is what Slack itself keeps and shows. */
function lookAtMessage(slack: PagerSimulator, { by, postId }: Taken): Sight | undefined {
  const post = slack.pages().find(({ id }) => id === postId);
  const [line = ""] = post?.text.split("\n") ?? [];
  const update = slack.ledger().findLast(({ path }) => path.endsWith("/chat.update"));
  return line.includes(by.name) && post?.state === "acknowledged" ? see(line, update?.at) : undefined;
}

async function lookAtTimeline(world: DemoWorld, { by, ticketId }: Taken): Promise<Sight | undefined> {
  const { timeline } = await world.ticket(ticketId);
  const end = timeline.find(({ text }) => text.startsWith("the escalation “wake”") && text.includes(by.name));
  return end && see(end.text, String(end.at));
}

/** Without its time it is not there yet. */
function see(shows: string, at: string | undefined): Sight | undefined {
  return at === undefined ? undefined : { shows, at };
}
