import { startAutotaskSimulator } from "../../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../../connectors/halopsa/simulator/index.ts";
import { statusMaps } from "../../../connectors/halopsa/simulator/status-maps.ts";
import type { PagerSimulator } from "../../../connectors/simulator-kit/pager-simulator.ts";
import { startSlackSimulator } from "../../../connectors/slack/simulator/index.ts";
import { startTwilioSimulator } from "../../../connectors/twilio/simulator/index.ts";
import type { HubClient } from "../../../server/cli/client.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { type ConsoleWorld, openConsoleWorld } from "./console-world.ts";
import { fillTickets } from "./realistic/fill-tickets.ts";
import { hintOf, type MonitorName, monitorNames, monitors, writeRequest } from "./realistic/monitors.ts";
import { customers, strangers } from "./realistic/names.ts";
import type { RealisticParts } from "./realistic/parts.ts";
import { buildSlaPlan, dutyText, rulesText } from "./realistic/plans.ts";
import { setUpOffice } from "./realistic/set-up-office.ts";
import { tellAlerts, tellConflicts, tellPages, tellQuarantine } from "./realistic/tell-stories.ts";

const policies = { status: { collision: "ask", owner: "home", foreignEdit: "hold" } } as const;

export interface RealisticWorld {
  own: ConsoleWorld;
  parts: RealisticParts;
}

/**
 * A provider on an ordinary bad morning: two desks, six monitoring tools, twelve clients, 400 tickets, a storm, what two desks
 * say differently, what could not be read, and people on duty. The same on every run, but for the hour.
 *
 * @param tell is told what is being made
 */
export async function openRealisticWorld(
  context: { after(run: () => Promise<void>): void },
  tell: (what: string) => void = () => {},
): Promise<RealisticWorld> {
  const customersOf = (desk: "autotask" | "halopsa") => [
    ...customers
      .slice(2)
      .filter(({ desks }) => desks.includes(desk))
      .map(({ name }) => name),
    ...strangers,
  ];
  const autotask = await startAutotaskSimulator({ webhookRetryMs: 300, customers: customersOf("autotask") });
  const halopsa = await startHaloSimulator({ webhookRetryMs: 300, customers: customersOf("halopsa") });
  const twilio = await startTwilioSimulator();
  const slack = await startSlackSimulator();
  for (const pager of [twilio, slack]) context.after(() => pager.close());
  const clients = customers.map(({ name }) => name);
  const rules = { mostChanges: 1_000_000 };
  tell("a hub is started, and two desks are connected");
  const own = await openConsoleWorld(
    context,
    {
      autotask: {
        connector: "autotask",
        desk: autotask,
        clients,
        rules: { ...rules, home: true },
        settings: { quotaShare: 100 },
      },
      halopsa: { connector: "halopsa", desk: halopsa, clients, maps: statusMaps, rules: { ...rules, policies } },
    },
    { allowedPrivate: [twilio.address, slack.address] },
  );
  const { api } = own.world;
  const hooks = await connectMonitors(api);
  await connectPager(api, "twilio", twilio);
  await connectPager(api, "slack", slack);
  await api.post("/sla", { text: buildSlaPlan(1) });
  await api.post("/sla", { text: buildSlaPlan(2) });
  await api.post("/rules", { text: rulesText });
  await api.post("/on-call", { text: dutyText });
  await setUpOffice(api);
  const parts: RealisticParts = { api, autotask, halopsa, twilio, slack, ...buildSteps(own, hooks) };
  await fillTickets(parts, own.world.database, tell);
  tell("alerts come, and what two desks say differently");
  await tellConflicts(parts);
  await tellAlerts(parts);
  await tellPages(parts);
  await tellQuarantine(parts);
  await callStrangers(parts);
  await parts.quiet();
  tell("HaloPSA goes down");
  await fail(parts);
  return { own, parts };
}

async function connectMonitors(api: HubClient): Promise<ReadonlyMap<MonitorName, string>> {
  const hooks = new Map<MonitorName, string>();
  for (const name of monitorNames) {
    const { connector, settings = {}, secrets } = monitors[name];
    const made = (await api.post("/connections", { name, connector, settings, secrets })) as { hookUrl: string };
    hooks.set(name, made.hookUrl);
    for (const customer of customers)
      await api.post("/client-map", { connection: name, externalId: hintOf(name, customer), client: customer.name });
  }
  // The script of Veeam ONE names nobody unless it is told to: that server is one client's.
  return hooks;
}

async function connectPager(api: HubClient, name: string, pager: PagerSimulator): Promise<void> {
  const made = (await api.post("/connections", {
    name,
    connector: name,
    settings: pager.settings,
    secrets: pager.secrets,
  })) as { hookUrl: string };
  pager.registerWebhooks(made.hookUrl);
}

function buildSteps({ world }: ConsoleWorld, hooks: ReadonlyMap<MonitorName, string>) {
  const send = async (monitor: MonitorName, request: { body: string; headers: Record<string, string> }) => {
    const answer = await fetch(hooks.get(monitor) ?? "", { method: "POST", ...request });
    if (answer.status !== 202) throw new Error(`${monitor}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  return {
    deliver: (monitor: MonitorName, fault: Parameters<typeof writeRequest>[1]) =>
      send(monitor, writeRequest(monitor, fault)),
    post: (monitor: MonitorName, body: string) => send(monitor, { ...writeRequest(monitor, anyFault), body }),
    readNow: () => world.readNow(),
    async quiet() {
      await awaitUntil(
        "that nothing is owed",
        async () => {
          const { connections } = (await world.api.get("/overview")) as { connections: { waitingWrites: number }[] };
          const open = ((await world.api.get("/deliveries?limit=100")) as { outcome: string }[]).filter(
            ({ outcome }) => outcome === "open",
          );
          return open.length === 0 && connections.every(({ waitingWrites }) => waitingWrites === 0) ? true : undefined;
        },
        180_000,
      );
    },
  };
}

const anyFault = { n: 9, title: "?", device: "?", hint: "?", critical: false };

/** Customers that nobody has mapped write as well. */
async function callStrangers({ autotask, halopsa, readNow }: RealisticParts): Promise<void> {
  const refOf = (desk: typeof autotask, name: string) => desk.clients.find((one) => one.name === name)?.ref ?? "";
  await autotask.technician.createTicket({
    title: "Forklift terminals have no signal",
    clientRef: refOf(autotask, strangers[0]),
  });
  await autotask.technician.createTicket({
    title: "Label printer in hall 3 prints twice",
    clientRef: refOf(autotask, strangers[0]),
  });
  await halopsa.technician.createTicket({
    title: "Card terminals offline in the city shop",
    clientRef: refOf(halopsa, strangers[1]),
  });
  await readNow();
}

/** One desk answers no more, and what is written meanwhile waits. */
async function fail({ api, halopsa, readNow }: RealisticParts): Promise<void> {
  halopsa.setFaults({ answer503: 1_000_000 });
  for (let turn = 0; turn < 3; turn += 1) await readNow().catch(() => undefined);
  const [first] = (await api.get("/tickets?limit=1&client=Castle%20Hotels")) as { id: string }[];
  if (first) await api.patch(`/tickets/${first.id}`, { assignee: "bob.ruiz@northwind.example" });
  await awaitUntil("that it is known to be sick", async () => {
    const { connections } = (await api.get("/overview")) as { connections: { health: string }[] };
    return connections.some(({ health }) => health !== "working") ? true : undefined;
  });
}
