import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import { statusMaps as haloMaps } from "../../connectors/halopsa/simulator/status-maps.ts";
import { startServiceNowSimulator } from "../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { HubClient } from "../cli/client.ts";
import { printTable } from "../cli/print.ts";
import type { Story } from "./story.ts";
import { awaitUntil, type DemoWorld } from "./world.ts";

/** A customer with a ServiceNow of their own, and the provider's HaloPSA. */
export interface DemoDesks {
  servicenow: DeskSimulator;
  halopsa: DeskSimulator;
  close(): Promise<void>;
}

const client = "Harbor Foods";
export async function startDemoDesks(): Promise<DemoDesks> {
  const [servicenow, halopsa] = await Promise.all([startServiceNowSimulator(), startHaloSimulator()]);
  return {
    servicenow,
    halopsa,
    close: async () => {
      await Promise.all([servicenow.close(), halopsa.close()]);
    },
  };
}

/** The customer's ticket in ServiceNow is worked in HaloPSA, and both end it. */
export async function tellDesks(story: Story, world: DemoWorld, desks: DemoDesks): Promise<void> {
  story.tell(
    "A customer keeps their own ServiceNow, you work in HaloPSA. Both are connected; nothing of Autotask's is touched.",
  );
  await connect(world.api, "servicenow", desks.servicenow, {});
  await connect(world.api, "halopsa", desks.halopsa, { maps: haloMaps });
  const { ref = "" } = desks.servicenow.clients.find(({ name }) => name === client) ?? {};
  const { technician } = desks.servicenow;
  const start = performance.now();
  const id = await technician.createTicket({ title: "Freezer reports -9 °C", description: "Aisle 4.", clientRef: ref });
  await technician.addComment(id, { text: "Goods are still cold.", visibility: "public" });
  const { value: there } = await awaitUntil("the ticket in HaloPSA", async () => {
    const [ticket] = desks.halopsa.tickets();
    return ticket?.comments.length === 1 ? ticket : undefined;
  });
  story.check(
    `their ${numberOf(desks.servicenow)} is ${there.number} in HaloPSA with what was said, after ${since(start)} ms`,
    there.title === "Freezer reports -9 °C" && there.comments[0]?.visibility === "public",
  );
  await work(story, desks, there.id);
  await end(story, world, desks, there.id);
}

async function work(story: Story, { servicenow, halopsa }: DemoDesks, id: string): Promise<void> {
  story.tell("A technician takes it in HaloPSA, asks a colleague and answers the customer.");
  const start = performance.now();
  await halopsa.technician.edit(id, { status: "In Progress", assignee: "ann.keller@northwind.example" });
  await halopsa.technician.addComment(id, { text: "Is the spare fan on the van?", visibility: "internal" });
  await halopsa.technician.addComment(id, { text: "We are on our way.", visibility: "public" });
  const { value: theirs } = await awaitUntil("all of it in ServiceNow", async () => {
    const [ticket] = servicenow.tickets();
    return ticket?.status === "In Progress" && ticket.comments.length === 3 ? ticket : undefined;
  });
  const leaked = theirs.comments.some(({ text, visibility }) => text.includes("spare fan") && visibility === "public");
  story.check(
    `status, assignee and both words were there after ${since(start)} ms`,
    theirs.assignee === "ann.keller@northwind.example",
  );
  story.check("the question to the colleague stayed internal", !leaked);
}

async function end(story: Story, world: DemoWorld, { servicenow, halopsa }: DemoDesks, id: string): Promise<void> {
  story.tell("The technician resolves it in HaloPSA.");
  const start = performance.now();
  await halopsa.technician.edit(id, { status: "Resolved" });
  await awaitUntil("the end in ServiceNow", async () =>
    servicenow.tickets()[0]?.status === "Resolved" ? true : undefined,
  );
  story.check(`it is resolved in ServiceNow too, with the close code that it demands, after ${since(start)} ms`, true);
  const rows = [
    { desk: "ServiceNow", ...rowOf(servicenow) },
    { desk: "HaloPSA", ...rowOf(halopsa) },
  ];
  const here = (await world.tickets()).find(({ title }) => title.startsWith("Freezer"));
  story.check(
    `the hub says ${here?.status}, and both desks hold one ticket each`,
    rows.every(({ tickets }) => tickets === 1),
  );
  process.stdout.write("\n");
  printTable(rows, ["desk", "number", "status", "assignee", "comments", "writes"], "no tickets");
}

async function connect(api: HubClient, name: string, desk: DeskSimulator, more: { maps?: unknown }): Promise<void> {
  const { settings, secrets } = desk;
  const { hookUrl } = (await api.post("/connections", { name, connector: name, settings, secrets })) as {
    hookUrl: string;
  };
  await api.patch(`/connections/${name}`, { rules: { take: "true" }, ...more });
  const { ref = "" } = desk.clients.find((one) => one.name === client) ?? {};
  await api.post("/client-map", { connection: name, externalId: ref, client });
  await desk.registerWebhooks(hookUrl);
}

const since = (start: number) => Math.round(performance.now() - start);
const numberOf = (desk: DeskSimulator) => desk.tickets()[0]?.number;

function rowOf(desk: DeskSimulator) {
  const tickets = desk.tickets();
  const [ticket] = tickets;
  return {
    tickets: tickets.length,
    number: ticket?.number,
    status: ticket?.status,
    assignee: ticket?.assignee,
    comments: ticket?.comments.length,
    writes: desk.ledger().filter(({ by }) => by === "api").length,
  };
}
