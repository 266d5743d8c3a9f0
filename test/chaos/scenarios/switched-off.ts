import { startHaloSimulator } from "../../../connectors/halopsa/simulator/index.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { findFreePort } from "../../support/free-port.ts";
import { priorityLabels } from "../../support/three-desks.ts";
import { defineScenario, NotShown, type ScenarioContext } from "../scenario.ts";
import { findView, indexHubTickets } from "../tools/agreed.ts";
import { comesAbout, describeDesk, startDesk } from "../tools/desks.ts";
import { type HubNodes, openNodes } from "../tools/hub-nodes.ts";
import { type Proxy, startProxy } from "../tools/proxy.ts";

/** Long beside the second that lies between two readings of one record: else each edit is looked for just before it is read. */
const eachMs = 5_000;
/** Ten desks are looked at for as long as a check takes to come round. */
const lookMs = 250;

interface Named {
  connector: string;
  desk: DeskSimulator;
}

interface Registered {
  nodes: HubNodes;
  door: Proxy;
}

/** A desk and one of its tickets, whose edits the hub hears of by a webhook. */
interface Heard {
  name: string;
  desk: DeskSimulator;
  /** There; desks of one vendor begin with the same. */
  id: string;
  /** Here. */
  ticketId: string;
}

/** A hub that knows how it is reached, through a door, and desks whose webhooks it registers itself. */
async function openRegistered(
  context: ScenarioContext,
  desks: Readonly<Record<string, Named>>,
  checkSeconds: number,
): Promise<Registered> {
  const port = await findFreePort();
  const door = await startProxy(`http://127.0.0.1:${port}`);
  context.after(() => door.close());
  const setups = Object.fromEntries(
    Object.entries(desks).map(([name, { connector, desk }]) => {
      const setup = describeDesk(desk, { connector, rules: { send: "false" } });
      return [name, { ...setup, desk: { ...desk, registerWebhooks: async () => {} } }];
    }),
  );
  const nodes = await openNodes(context, setups, 1, {
    INTERDESK_PORT: String(port),
    INTERDESK_PUBLIC_URL: door.url,
    INTERDESK_POLL_SECONDS: "3600",
    INTERDESK_WEBHOOK_SECONDS: String(checkSeconds),
  });
  for (const name of Object.keys(desks)) await nodes.api.post(`/connections/${name}/webhook`);
  return { nodes, door };
}

/** Whether an edit reaches the hub by itself, which it only does by a webhook here. */
async function isHeard(nodes: HubNodes, { desk, id, ticketId }: Heard, mostMs: number): Promise<boolean> {
  // One that neither says yet, so that what comes can only be this edit.
  const known = (await findView(nodes, ticketId))?.fields["priority"];
  const now = desk.tickets().find((ticket) => ticket.id === id)?.priority;
  const free = priorityLabels.autotask.findIndex((one, index) => one !== now && index + 1 !== known);
  const priority = priorityLabels.autotask[free] ?? "Low";
  await desk.technician.edit(id, { priority });
  return comesAbout(async () => (await findView(nodes, ticketId))?.fields["priority"] === free + 1, mostMs, lookMs);
}

/** Fails so many callouts that the vendors switch the webhooks off. */
async function switchOff(door: Proxy, lost: readonly Heard[]): Promise<void> {
  door.setDecide(() => ({ do: "cutBefore" }));
  const edits = lost.flatMap(({ desk, id }) =>
    Array.from({ length: 40 }, (_, index) =>
      desk.technician.edit(id, { priority: index % 2 === 0 ? "Low" : "Medium" }),
    ),
  );
  await Promise.all(edits);
  await Promise.all(lost.map(({ desk }) => desk.settled()));
  door.setDecide(() => ({ do: "pass" }));
}

async function makeHeard({ nodes }: Registered, name: string, desk: DeskSimulator): Promise<Heard> {
  const title = `F14 ${name}`;
  const id = await desk.technician.createTicket({ title });
  const { value: ticketId } = await awaitUntil(title, async () => (await indexHubTickets(nodes)).get(title), 10_000);
  const heard = { name, desk, id, ticketId };
  if (!(await isHeard(nodes, heard, 10_000))) throw new Error(`${name}: its webhook never worked`);
  return heard;
}

/** @returns after how long the hub hears of edits again, or says that it does not; ms, undefined = never */
async function awaitNoticed(nodes: HubNodes, lost: Heard, mostMs: number): Promise<number | undefined> {
  const startedAt = performance.now();
  const isTold = async () =>
    ((await nodes.api.get("/notices")) as { kind: string; connection: string }[]).some(
      ({ kind, connection }) => kind === "webhookLost" && connection === lost.name,
    );
  const noticed = await comesAbout(async () => (await isTold()) || (await isHeard(nodes, lost, eachMs)), mostMs);
  return noticed ? performance.now() - startedAt : undefined;
}

export const switchedOffHook = defineScenario("F14", "the vendor switches our webhook off", async (context, sizes) => {
  const desks: Record<string, Named> = {};
  for (let index = 0; index < sizes.desksEach; index++) {
    desks[`autotask${index}`] = { connector: "autotask", desk: await startDesk() };
    desks[`halopsa${index}`] = { connector: "halopsa", desk: await startHaloSimulator({ webhookRetryMs: 100 }) };
  }
  const hub = await openRegistered(context, desks, sizes.checkSeconds);
  const lost = await Promise.all(Object.entries(desks).map(([name, { desk }]) => makeHeard(hub, name, desk)));
  await switchOff(hub.door, lost);
  const still = lost.filter(({ desk }) => (desk.switchedOff?.() ?? 0) === 0);
  if (still.length > 0) throw new NotShown(`not switched off: ${still.map(({ name }) => name).join(", ")}`);
  const took = await Promise.all(lost.map((one) => awaitNoticed(hub.nodes, one, sizes.mostMs)));
  const noticed = took.flatMap((ms) => ms ?? []);
  return {
    pass: noticed.length === lost.length,
    figure: `${noticed.length} of ${lost.length} webhooks that two vendors had switched off were made again by themselves, or told, within ${Math.round(Math.max(0, ...noticed) / 1_000)} s (checked every ${sizes.checkSeconds} s)`,
  };
});
