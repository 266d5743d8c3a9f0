import { setTimeout as pause } from "node:timers/promises";
import { type DemoDesks, startDemoDesks, tellDesks } from "./desks-story.ts";
import { startDemoNight, tellNight } from "./night-story.ts";
import { Story } from "./story.ts";
import { awaitUntil, type DemoWorld, openDemoWorld, pollSeconds } from "./world.ts";
import { printTable } from "../cli/print.ts";
import type { TicketView } from "../db/timeline.ts";

const repeats = 20;
const answerMs = 2_000;
const complete = "Complete";

/** The main job from end to end. @returns the exit code: 0 only if everything agreed */
export async function runDemo(options: { exit: boolean }): Promise<number> {
  process.stdout.write(
    "Interdesk demo: one real alert becomes one ticket in a service desk, and its end comes back.\nStarting the hub on its own PostgreSQL, and simulated service desks …\n",
  );
  const desks = await startDemoDesks();
  const night = await startDemoNight();
  const others = [desks.servicenow, desks.halopsa, night.twilio, night.slack, night.alertmanager];
  const world = await openDemoWorld({ recordSeconds: 0.5, alsoAllowed: others.map(({ address }) => address) });
  const story = new Story();
  try {
    await tellAlert(story, world);
    await tellTechnician(story, world);
    await tellPoll(story, world);
    await tellResolve(story, world);
    await tellAgain(story, world);
    await tellEnd(story, world);
    await tellDesks(story, world, desks);
    await tellNight(story, world, night);
  } catch (cause) {
    story.check(cause instanceof Error ? cause.message : String(cause), false);
  }
  process.stdout.write(story.failures === 0 ? "\nEverything agreed.\n" : `\n${story.failures} check(s) failed.\n`);
  if (!options.exit && story.failures === 0) await stayUp(world, desks);
  await world.close();
  await Promise.all([desks.close(), night.close()]);
  return story.failures === 0 ? 0 : 1;
}

async function tellAlert(story: Story, world: DemoWorld): Promise<void> {
  story.tell(
    `Alertmanager reports a busy server, and repeats itself ${repeats} times (recorded requests of a real Alertmanager).`,
  );
  const answers: number[] = [];
  for (let index = 0; index <= repeats; index++)
    answers.push(await world.deliver(index === 0 ? "01-firing-single.json" : "02-repeat.json"));
  story.check(
    `${answers.length} deliveries, each answered 202 once it was on disk`,
    answers.every((status) => status === 202),
  );
  const { value: view, ms } = await awaitUntil("the ticket in Autotask", async () => {
    const [first] = await world.tickets();
    const found = first && (await world.ticket(first.id));
    return found?.alerts[0]?.eventCount === repeats + 1 && found.links[0]?.number ? found : undefined;
  });
  const desk = world.desk.tickets();
  story.check(
    `1 alert, seen ${view.alerts[0]?.eventCount}×, 1 ticket here, 1 in Autotask: ${desk[0]?.number} (${ms} ms after the last answer)`,
    view.alerts.length === 1 && desk.length === 1,
  );
  const due = resolutionDue(view);
  story.check(`the SLA says it must be resolved by ${String(due)}`, due !== undefined);
}

async function tellTechnician(story: Story, world: DemoWorld): Promise<void> {
  story.tell("A technician takes the ticket in Autotask and writes a note to the client. Autotask's webhook tells us.");
  const [ticket] = world.desk.tickets();
  const [here] = await world.tickets();
  if (!ticket || !here) throw new Error("there is no ticket to take");
  const start = performance.now();
  await world.desk.technician.edit(ticket.id, { status: "In Progress" });
  await world.desk.technician.addComment(ticket.id, { text: "We are looking into it.", visibility: "public" });
  await awaitUntil("the technician's status and note at the hub", async () => {
    const view = await world.ticket(here.id);
    return view.fields["status"] === "inProgress" && view.comments.some(({ visibility }) => visibility === "public")
      ? view
      : undefined;
  });
  const ms = Math.round(performance.now() - start);
  story.check(`status and public note were here after ${ms} ms`, ms <= answerMs);
  const view = await world.ticket(here.id);
  story.check(
    `the alert counts as ${view.alerts[0]?.handling}, while it still fires`,
    view.alerts[0]?.handling === "acknowledged" && view.alerts[0].condition === "firing",
  );
}

async function tellPoll(story: Story, world: DemoWorld): Promise<void> {
  story.tell(`Now Autotask's webhooks are lost. The hub asks by itself every ${pollSeconds} s.`);
  world.desk.setFaults({ webhooksOff: true });
  const [ticket] = world.desk.tickets();
  const [here] = await world.tickets();
  if (!ticket || !here) throw new Error("there is no ticket to change");
  await world.desk.technician.edit(ticket.id, { priority: "Low" });
  const { ms } = await awaitUntil("the priority at the hub", async () =>
    (await world.ticket(here.id)).fields["priority"] === 4 ? true : undefined,
  );
  story.check(`the new priority was found after ${ms} ms`, ms <= pollSeconds * 1_000 + answerMs);
  world.desk.setFaults({ webhooksOff: false });
}

async function tellResolve(story: Story, world: DemoWorld): Promise<void> {
  story.tell("Two more servers join, then all of them recover.");
  await world.deliver("03-grouped-three-firing.json");
  await awaitUntil("three tickets in Autotask", async () => (world.desk.tickets().length === 3 ? true : undefined));
  await awaitUntil("three agreed links", async () => (await agreed(world, 3)) || undefined);
  await world.deliver("04-partial-resolve.json");
  await world.deliver("05-all-resolved.json");
  const { ms } = await awaitUntil("the end of the untouched tickets in Autotask", async () => {
    const done = world.desk.tickets().filter(({ status }) => status === complete);
    return done.length === 2 ? true : undefined;
  });
  story.check(`the two tickets that nobody had touched were completed in Autotask after ${ms} ms`, true);
  const touched = world.desk.tickets().find(({ status }) => status !== complete);
  const { value: note } = await awaitUntil("the note on the ticket in work", async () => {
    const now = world.desk.tickets().find(({ id }) => id === touched?.id);
    return now?.comments.find(({ text }) => text.includes("cleared"));
  });
  story.check(
    `the one in work was not closed over the technician's head, but got an internal note: "${note.text}"`,
    note.visibility === "internal",
  );
  if (touched) await world.desk.technician.edit(touched.id, { status: complete, resolution: "Runaway process ended." });
  await awaitUntil("the technician's close at the hub", async () =>
    (await world.tickets()).every(({ status }) => ["resolved", "closed"].includes(status)) ? true : undefined,
  );
  story.check("the technician's close came back: every ticket has ended on both sides", true);
}

async function tellAgain(story: Story, world: DemoWorld): Promise<void> {
  story.tell("The same deliveries come once more, as after a restart of Alertmanager.");
  await awaitUntil("all links agreed", async () => (await agreed(world, 3)) || undefined);
  for (const recording of [
    "01-firing-single.json",
    "02-repeat.json",
    "03-grouped-three-firing.json",
    "04-partial-resolve.json",
    "05-all-resolved.json",
  ])
    await world.deliver(recording);
  await awaitUntil("the repeated deliveries to be worked off", async () => {
    const rows = (await world.api.get("/deliveries?limit=100")) as { outcome: string }[];
    return rows.every(({ outcome }) => outcome !== "open") ? true : undefined;
  });
  const [here, there] = [await world.tickets(), world.desk.tickets()];
  story.check(
    `still ${here.length} tickets here and ${there.length} in Autotask`,
    here.length === 3 && there.length === 3,
  );
}

/** Whether every ticket says that all that is wanted has been written. */
async function agreed(world: DemoWorld, count: number): Promise<boolean> {
  const views = await Promise.all((await world.tickets()).map(({ id }) => world.ticket(id)));
  return (
    views.length === count &&
    views.every(({ links }) => links.length > 0 && links.every((link) => link.agreed && link.number !== null))
  );
}

async function tellEnd(story: Story, world: DemoWorld): Promise<void> {
  story.tell("When the world is quiet, nothing is written any more.");
  const ourWrites = () => world.desk.ledger().filter(({ by }) => by === "api");
  const before = ourWrites().length;
  await pause(pollSeconds * 1_000 + 500);
  const writes = ourWrites();
  story.check(
    `${writes.length} writes to Autotask in all, none in the last ${pollSeconds} s`,
    writes.length === before,
  );
  const there = world.desk.tickets();
  const rows = await Promise.all(
    (await world.tickets()).map(async ({ id }) => {
      const view = await world.ticket(id);
      const [link] = view.links;
      const ticket = there.find((candidate) => candidate.id === link?.externalId);
      return {
        alert: view.alerts[0]?.title,
        number: link?.number,
        "status here": view.fields["status"],
        "status there": ticket?.status,
        "SLA due": resolutionDue(view),
        deliveries: view.alerts[0]?.eventCount,
        writes: writes.filter(({ ticketId }) => ticketId === link?.externalId).length,
      };
    }),
  );
  process.stdout.write("\n");
  printTable(rows, ["alert", "number", "status here", "status there", "SLA due", "deliveries", "writes"], "no tickets");
}

function resolutionDue({ clocks }: TicketView): unknown {
  return clocks.find(({ target }) => target === "resolution")?.dueAt ?? undefined;
}

async function stayUp(world: DemoWorld, desks: DemoDesks): Promise<void> {
  process.stdout.write(
    `\nThe hub stays up on ${world.hub.url}, the simulated desks on ${world.desk.url} (Autotask), ${desks.halopsa.url} (HaloPSA) and ${desks.servicenow.url} (ServiceNow); open them in a browser. Ctrl-C ends all.\n`,
  );
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
