import type { Kysely } from "kysely";
import type { IdSource } from "../../core/ports/world.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { actorNow } from "../access/acting.ts";
import type { Principal } from "../access/principal.ts";
import { AppError } from "../api/problem.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { addAudit } from "../db/admin.ts";
import type { Database } from "../db/database.ts";
import { listConnections } from "../db/list-connections.ts";
import type { TicketService } from "../tickets/ticket-service.ts";
import { connectSimulated } from "./connect-simulated.ts";
import { SimulatedConnector } from "./kept-list.ts";
import { makeConflict } from "./make-conflict.ts";
import type { Simulated, Simulators } from "./running.ts";
import { type SentAlert, sendAlert } from "./send-alert.ts";
import { startVendor } from "./start-vendor.ts";

export interface SimulatorServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  ids: IdSource;
  clock: { now(): Date };
  simulators: Simulators;
  connections: ConnectionService;
  tickets: TicketService;
  /** A connection's secrets in the clear, for who plays its vendor. */
  secretsOf: (id: ConnectionId) => Promise<Readonly<Record<string, string>>>;
  /** Where this hub listens itself. */
  ownUrl: () => string;
}

export interface SimulatorView {
  connector: SimulatedConnector;
  /** Name of its connection. */
  connection: string;
  kind: "desk" | "monitor";
  /** `ended`: it ended with the hub's last stop, and its connection waits. */
  state: "running" | "ended";
  /** A page on which one works as its technician; null = it has none, or runs no more. */
  url: string | null;
}

export interface SimulatorService {
  list(): Promise<{ enabled: boolean; connectors: readonly SimulatedConnector[]; running: readonly SimulatorView[] }>;
  /** Starts one and connects it, with rules, tables and webhooks; one that has ended is replaced. */
  start(connector: SimulatedConnector): Promise<SimulatorView>;
  /** Ends it, and removes its connection. */
  stop(name: string): Promise<{ removed: true }>;
  alert(name: string, client: "known" | "unknown"): Promise<SentAlert>;
  /** Lets a technician there and whoever asks edit one ticket at the same time. */
  conflict(name: string, by: Principal, ticket: string): Promise<{ theirs: string; ours: string }>;
}

const notHere =
  "This hub simulates no vendors. Whoever runs it can allow it: simulators: true in interdesk.yaml, of a hub of one node.";

export function createSimulatorService(deps: SimulatorServiceDeps): SimulatorService {
  const { db, tenantId, ids, simulators } = deps;
  const note = (action: string, object: string, detail: Record<string, Json>) =>
    addAudit(db, tenantId, { actor: actorNow(), action, object, detail }, ids.next);
  const find = async (name: string): Promise<{ simulated: Simulated; connection: string }> => {
    const found = (await listConnections(db, tenantId)).find((one) => one.name === name || one.id === name);
    const simulated = simulators.running(tenantId).find(({ connectionId }) => connectionId === found?.id);
    if (!found || !simulated) throw new AppError("notFound", `No simulated vendor runs behind "${name}".`);
    return { simulated, connection: found.name };
  };
  const starting = new Set<SimulatedConnector>();
  return {
    list: () => listSimulators(deps),
    async start(connector) {
      if (!simulators.enabled) throw new AppError("conflict", notHere);
      const isThere = () => simulators.running(tenantId).some((one) => one.connector === connector);
      if (isThere() || starting.has(connector))
        throw new AppError("conflict", `connector: a simulated ${connector} runs already.`);
      starting.add(connector);
      try {
        await removeEnded(deps, connector);
        const simulated: Simulated = { tenantId, connector, vendor: await startVendor(connector) };
        simulators.add(simulated);
        const name = await connectSimulated(deps, simulated).catch(async (cause: unknown) => {
          await simulators.end(simulated);
          throw cause;
        });
        await note("simulator.start", name, { connector });
        return describe(simulated, name);
      } finally {
        starting.delete(connector);
      }
    },
    async stop(name) {
      const known = (await listConnections(db, tenantId)).find((one) => one.name === name || one.id === name);
      const kept = known && (await keptOf(deps)).find(({ connectionId }) => connectionId === known.id);
      if (!known || !kept) throw new AppError("notFound", `No simulated vendor is behind "${name}".`);
      await note("simulator.stop", known.name, { connector: kept.connector });
      await removeOne(deps, known.id);
      return { removed: true };
    },
    async alert(name, client) {
      const { simulated, connection } = await find(name);
      const sent = await sendAlert(deps, simulated, client);
      await note("simulator.alert", connection, { title: sent.title, client: sent.client });
      return sent;
    },
    async conflict(name, by, ticket) {
      const { simulated, connection } = await find(name);
      await note("simulator.conflict", connection, { ticket });
      return makeConflict(deps, simulated, { connection, by, wanted: ticket });
    },
  };
}

async function keptOf({ simulators, tenantId }: SimulatorServiceDeps) {
  return (await simulators.kept.read()).filter((one) => one.tenantId === tenantId);
}

async function listSimulators(deps: SimulatorServiceDeps): ReturnType<SimulatorService["list"]> {
  const { db, tenantId, simulators } = deps;
  const names = new Map((await listConnections(db, tenantId)).map(({ id, name }) => [id, name]));
  const running = simulators.running(tenantId);
  const views = (await keptOf(deps)).flatMap(({ connectionId, connector }): SimulatorView[] => {
    const name = names.get(connectionId);
    if (name === undefined) return [];
    const simulated = running.find((one) => one.connectionId === connectionId);
    if (simulated) return [describe(simulated, name)];
    const kind = connector === "alertmanager" ? "monitor" : "desk";
    return [{ connector, connection: name, kind, state: "ended", url: null }];
  });
  return { enabled: simulators.enabled, connectors: SimulatedConnector.options, running: views };
}

function describe({ connector, vendor }: Simulated, connection: string): SimulatorView {
  const url = vendor.kind === "desk" ? vendor.desk.url : null;
  return { connector, connection, kind: vendor.kind, state: "running", url };
}

async function removeEnded(deps: SimulatorServiceDeps, connector: SimulatedConnector): Promise<void> {
  for (const one of await keptOf(deps)) if (one.connector === connector) await removeOne(deps, one.connectionId);
}

/** The connection goes first: then nothing calls what has ended. */
async function removeOne(deps: SimulatorServiceDeps, id: ConnectionId): Promise<void> {
  const { db, tenantId, simulators, connections } = deps;
  if ((await listConnections(db, tenantId)).some((one) => one.id === id)) await connections.remove(id);
  const simulated = simulators.running(tenantId).find(({ connectionId }) => connectionId === id);
  if (simulated) await simulators.end(simulated);
  await simulators.kept.remove(id);
}
