import type { Kysely } from "kysely";
import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import type { SourceSimulator } from "../../connectors/simulator-kit/source-simulator.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { addAudit } from "../db/admin.ts";
import { readConnection, updateConnection } from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import { type KeptList, openKeptList, type SimulatedConnector } from "./kept-list.ts";

/** One simulated vendor that runs in this process. */
export interface Simulated {
  tenantId: TenantId;
  connector: SimulatedConnector;
  vendor: { kind: "desk"; desk: DeskSimulator } | { kind: "monitor"; tool: SourceSimulator };
  /** Undefined until it is connected. */
  connectionId?: ConnectionId;
  /** Where it delivers to, on this machine. */
  hookUrl?: string;
}

/** What is simulated in this process, for all tenants. */
export interface Simulators {
  /** Whether this hub simulates vendors at all. */
  enabled: boolean;
  kept: KeptList;
  running(tenantId: TenantId): readonly Simulated[];
  add(simulated: Simulated): void;
  /** It runs no more, and may no longer be called. */
  end(simulated: Simulated): Promise<void>;
  /** Private addresses that connections of this tenant may call beside those that are configured. */
  addresses(tenantId: TenantId): readonly string[];
  /** Lets wait what was simulated in an earlier life of this node, before anything calls there. */
  parkEnded(db: Kysely<Database>, newId: () => string): Promise<void>;
  closeAll(): Promise<void>;
}

/** Why a connection waits whose vendor has ended with the hub; shown to admins. */
export const endedReason =
  "Its vendor was simulated by this hub, and ended when the hub was last stopped. Begin anew on the page Welcome, or remove the connection.";

const vendorOf = ({ vendor }: Simulated) => (vendor.kind === "desk" ? vendor.desk : vendor.tool);

export function createSimulators(dataDir: string, enabled: boolean): Simulators {
  const all = new Set<Simulated>();
  const kept = openKeptList(dataDir);
  const running = (tenantId: TenantId) => [...all].filter((one) => one.tenantId === tenantId);
  return {
    enabled,
    kept,
    running,
    add: (simulated) => void all.add(simulated),
    async end(simulated) {
      all.delete(simulated);
      await vendorOf(simulated).close();
    },
    addresses: (tenantId) => running(tenantId).map((one) => vendorOf(one).address),
    async parkEnded(db, newId) {
      for (const { tenantId, connectionId } of await kept.read()) await park(db, newId, tenantId, connectionId);
    },
    async closeAll() {
      const open = [...all];
      all.clear();
      await Promise.all(open.map((one) => vendorOf(one).close()));
    },
  };
}

async function park(db: Kysely<Database>, newId: () => string, tenantId: TenantId, id: ConnectionId): Promise<void> {
  const connection = (await readConnection(db, tenantId, id))?.connection;
  if (!connection || connection.mode === "parked") return;
  await withTenant(db, tenantId, async (trx) => {
    await updateConnection(trx, tenantId, id, { ...connection, mode: "parked", parkedReason: endedReason });
    const detail = { name: connection.name, patch: { mode: "parked", reason: endedReason } };
    await addAudit(trx, tenantId, { actor: "hub", action: "connection.change", object: id, detail }, newId);
  });
}
