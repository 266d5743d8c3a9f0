import { randomBytes } from "node:crypto";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import { ConnectionId } from "../../schemas/ids.ts";
import type { FieldPolicy, SyncRules } from "../../schemas/sync-rules.ts";
import { ignored, type ValueMaps } from "../../schemas/value-map.ts";
import type { AddedConnection } from "../connections/connection-service.ts";
import type { Simulated } from "./running.ts";
import type { SimulatorServiceDeps } from "./simulator-service.ts";

/** Both may name a ticket; where both do at once, a person is asked, so that one sees how that goes. */
const title: FieldPolicy = { collision: "ask", owner: "hub", foreignEdit: "accept" };
const rules: Partial<SyncRules> = { take: "true", send: "true", home: true, policies: { title } };

/** Makes the connection of a vendor that runs, and calls its webhooks towards this hub. @returns the connection's name */
export async function connectSimulated(deps: SimulatorServiceDeps, simulated: Simulated): Promise<string> {
  const { vendor, connector, tenantId } = simulated;
  const name = `simulated-${connector}`;
  const added =
    vendor.kind === "desk" ? await addDesk(deps, name, connector, vendor.desk) : await addTool(deps, name, vendor.tool);
  const connectionId = ConnectionId.parse(added.id);
  // It runs in this process: what is told to the outside as the hub's address need not lead here.
  simulated.hookUrl = `${deps.ownUrl()}${new URL(added.hookUrl).pathname}`;
  simulated.connectionId = connectionId;
  await deps.simulators.kept.add({ tenantId, connectionId, connector });
  if (vendor.kind === "desk") await vendor.desk.registerWebhooks(simulated.hookUrl);
  return name;
}

async function addDesk(
  { connections }: SimulatorServiceDeps,
  name: string,
  connector: string,
  desk: DeskSimulator,
): Promise<AddedConnection> {
  const added = await connections.add({
    name,
    connector,
    settings: { ...desk.settings },
    secrets: desk.secrets as Record<string, string>,
    allowedFrom: [],
    rules,
  });
  const { maps, problems } = await connections.proposeMaps(name);
  await connections.change(name, { maps: ignoreOpen(maps, problems), overlapHours: 24 });
  for (const { ref, name: client } of desk.clients)
    await connections.mapClient({ connection: name, externalId: ref, client });
  return added;
}

/** What no name tells is left out on purpose, as an admin would who has no use for it. */
function ignoreOpen(maps: ValueMaps, problems: readonly { path: string }[]): ValueMaps {
  const filled = structuredClone(maps) as Record<string, { in: Record<string, unknown>; out: Record<string, unknown> }>;
  for (const { path } of problems) {
    const [field = "", side, ...rest] = path.split(".");
    const table = (filled[field] ??= { in: {}, out: {} });
    if (side === "in" || side === "out") table[side][rest.join(".")] = ignored;
  }
  return filled as ValueMaps;
}

/** What the simulated tool calls the one customer that is mapped. */
export const knownClient = { hint: "acme-dental", name: "Acme Dental" };
/** What it calls another, whom nobody has mapped yet. */
export const unknownHint = "harbor-foods";

async function addTool(
  { connections }: SimulatorServiceDeps,
  name: string,
  tool: SourceSimulator,
): Promise<AddedConnection> {
  const added = await connections.add({
    name,
    connector: "alertmanager",
    settings: { ...tool.settings },
    secrets: { ...tool.secrets, bearerToken: randomBytes(24).toString("base64url") },
    allowedFrom: [],
  });
  await connections.mapClient({ connection: name, externalId: knownClient.hint, client: knownClient.name });
  return added;
}
