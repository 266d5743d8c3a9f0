import { startAlertmanagerSimulator } from "../../connectors/alertmanager/simulator/index.ts";
import type { PagerSimulator } from "../../connectors/simulator-kit/pager-simulator.ts";
import type { SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import { startSlackSimulator } from "../../connectors/slack/simulator/index.ts";
import { startTwilioSimulator, type TwilioSimulator } from "../../connectors/twilio/simulator/index.ts";
import type { HubClient } from "../cli/client.ts";
import { printTable } from "../cli/print.ts";
import type { PageView } from "../db/pages.ts";
import type { TicketView } from "../db/timeline.ts";
import { buildMessage, fingerprint, labels, title } from "./night-alert.ts";
import { listPlaces, printShown, type Shown, type Taken, type TellTime, watchPlaces } from "./night-places.ts";
import { buildNightPlan, channel, findNightZone, people, stepMinutes } from "./night-plan.ts";
import type { Story } from "./story.ts";
import { awaitUntil, deliverBody, type DemoWorld } from "./world.ts";

/** A telephone network, a chat, and the API of the Alertmanager whose alerts arrive. */
export interface DemoNight {
  twilio: TwilioSimulator;
  slack: PagerSimulator;
  alertmanager: SourceSimulator;
  close(): Promise<void>;
}

/** So soon everybody sees who has taken it; ms. */
const soonMs = 2_000;

export async function startDemoNight(): Promise<DemoNight> {
  const [twilio, slack, alertmanager] = await Promise.all([
    startTwilioSimulator(),
    startSlackSimulator(),
    startAlertmanagerSimulator(),
  ]);
  return {
    twilio,
    slack,
    alertmanager,
    close: async () => {
      await Promise.all([twilio.close(), slack.close(), alertmanager.close()]);
    },
  };
}

/** A P1 at three in the night: one call is not answered, the next one is, and everything that shows the ticket says so. */
export async function tellNight(story: Story, world: DemoWorld, night: DemoNight): Promise<void> {
  const timeZone = findNightZone(new Date());
  const tellTime: TellTime = (at) => clockOf(timeZone).format(new Date(at));
  story.tell(
    `It is ${tellTime(new Date())} on the clocks of the duty plan (${timeZone}), and a database is down. ${people.ann.name} has the nights, ${people.bob.name} the days.`,
  );
  await connectNight(world.api, night);
  await world.api.post("/on-call", { text: JSON.stringify(buildNightPlan(timeZone)) });
  const woken = await tellFirstCall(story, world, night);
  const secondCall = await tellNobody(story, world, night, woken);
  story.tell(`${people.bob.name} picks up and presses 1.`);
  await night.twilio.report(secondCall, "in-progress");
  const pressedAt = Date.now();
  const [shown, heard] = await Promise.all([
    watchPlaces(listPlaces(world, night, woken)),
    night.twilio.press(secondCall, "1"),
  ]);
  story.check(`he hears: "${heard}"`, heard.startsWith("Thank you"));
  for (const one of shown) checkShown(story, one, pressedAt);
  const pages = await listPages(world.api, woken.ticketId);
  story.check(
    `${pages.length} were told in all, each once; ${pages.filter(({ answer }) => answer === "acknowledge").length} has taken it`,
    pages.length === 3 && pages.every(({ attempts }) => attempts === 1),
  );
  printTold(pages, tellTime);
  printShown(shown, tellTime);
}

async function connectNight(api: HubClient, { twilio, slack, alertmanager }: DemoNight): Promise<void> {
  const connect = async (name: string, { settings, secrets, registerWebhooks }: PagerSimulator) => {
    const made = (await api.post("/connections", { name, connector: name, settings, secrets })) as { hookUrl: string };
    registerWebhooks(made.hookUrl);
  };
  await connect("twilio", twilio);
  await connect("slack", slack);
  // From now on the hub can tell Alertmanager something, too.
  const { settings, secrets } = alertmanager;
  await api.patch("/connections/prometheus", { settings, secrets });
}

/** The alert fires. @returns what rings, and where people see more of it */
async function tellFirstCall(
  story: Story,
  world: DemoWorld,
  { twilio, slack, alertmanager }: DemoNight,
): Promise<Taken & { call: string }> {
  alertmanager.fire({ dedupKey: fingerprint, handle: labels });
  await deliverBody(world.hookUrl, buildMessage(new Date()));
  const { value: call, ms } = await awaitUntil("the first call", async () =>
    twilio.pages().find(({ to }) => to === people.ann.phone),
  );
  story.check(`${people.ann.name}'s telephone rings after ${ms} ms: "${begin(call.text)}"`, call.state === "open");
  const { value: post } = await awaitUntil("the message in the channel", async () =>
    slack.pages().find(({ to }) => to === channel),
  );
  story.check(`Slack says "${begin(post.text)}", with buttons`, post.state === "open");
  const { value: ticket } = await awaitUntil("its ticket in Autotask", () => findTicket(world));
  const [link] = ticket.links;
  story.check(
    `it is ${link?.number} in Autotask, with priority ${String(ticket.fields["priority"])}`,
    ticket.fields["priority"] === 1 && ticket.links.length === 1,
  );
  return { call: call.id, by: people.bob, ticketId: ticket.id, deskId: link?.externalId ?? "", postId: post.id };
}

async function findTicket(world: DemoWorld): Promise<TicketView | undefined> {
  const found = (await world.tickets()).find((ticket) => ticket.title === title);
  const view = found && (await world.ticket(found.id));
  return view?.links[0]?.number ? view : undefined;
}

/** @returns the second call */
async function tellNobody(
  story: Story,
  world: DemoWorld,
  { twilio }: DemoNight,
  { call, deskId, ticketId }: Taken & { call: string },
): Promise<string> {
  story.tell("Nobody picks up, and Twilio reports it.");
  await twilio.report(call, "no-answer");
  const { value: next, ms } = await awaitUntil("the second call", async () =>
    twilio.pages().find(({ to }) => to === people.bob.phone),
  );
  story.check(
    `${people.bob.name} is called ${ms} ms later, not after the ${stepMinutes} minutes of the plan`,
    next.state === "open",
  );
  // Nobody takes a telephone in hand sooner than this.
  await awaitUntil("all of it in Autotask", async () =>
    (await world.ticket(ticketId)).links.every(({ agreed }) => agreed) ? true : undefined,
  );
  const notes = world.desk.tickets().find(({ id }) => id === deskId)?.comments ?? [];
  const told = notes.filter(({ text }) => /^Escalation “wake”, step \d: told /.test(text));
  story.check(
    `Autotask has a note of each call, none of them public: "${told.at(-1)?.text}"`,
    told.length === 2 && notes.every(({ visibility }) => visibility === "internal"),
  );
  return next.id;
}

/** Who, and when by the place's own record. */
function checkShown(story: Story, { where, sight, ms }: Shown, pressedAt: number): void {
  const recordedMs = sight ? Date.parse(sight.at) - pressedAt : NaN;
  const isSoon = ms <= soonMs && recordedMs >= 0 && recordedMs <= soonMs;
  story.check(`the ${where} ${sight ? "says" : "does not say"} who and when, ${ms} ms after the key`, isSoon);
}

/** People in the order in which they were told, then the channel. */
async function listPages(api: HubClient, ticketId: string): Promise<readonly PageView[]> {
  const pages = ((await api.get("/pages")) as PageView[]).filter((page) => page.ticketId === ticketId).toReversed();
  return pages.toSorted((a, b) => Number(a.person === null) - Number(b.person === null));
}

function printTold(pages: readonly PageView[], tellTime: TellTime): void {
  const names = new Map<string, string>(Object.entries(people).map(([id, { name }]) => [id, name]));
  const told = pages.map(
    ({ person, connection, channel: way, address, sentAt, state, answer, answeredAt, detail }) => ({
      told: person === null ? "the channel" : names.get(person),
      way: `${way} through ${connection}`,
      to: address,
      when: sentAt && tellTime(sentAt),
      answer: answer && answeredAt ? `${answer}, ${tellTime(answeredAt)}` : (detail ?? `none, ${state}`),
    }),
  );
  process.stdout.write("\n");
  printTable(told, ["told", "way", "to", "when", "answer"], "nobody was told");
}

/** The first line, or as much of it as a line here holds. */
function begin(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium" });
}
