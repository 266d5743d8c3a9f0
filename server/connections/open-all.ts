import type { Kysely } from "kysely";
import { createDial, createVendorHttp } from "../../connectors/http.ts";
import { findConnector } from "../../connectors/registry.ts";
import type { PushDeps } from "../../core/flows/push-deps.ts";
import type { RecordShelf } from "../../core/ports/record-shelf.ts";
import type { World } from "../../core/ports/world.ts";
import type { Json } from "../../schemas/json.ts";
import type { Config } from "../config/config.ts";
import { createCallGate } from "../db/call-gate.ts";
import { readConnection, readConnectionVersion } from "../db/connections.ts";
import type { Database } from "../db/database.ts";
import type { createDatabaseSlots } from "../db/slots.ts";
import type { LeaseWatch } from "../lease-watch.ts";
import type { Vault } from "../secrets/vault.ts";
import type { MetricsRegistry } from "../telemetry/metrics.ts";
import { currentTraceparent } from "../telemetry/traces.ts";
import { createOpenConnections, type LoadedConnection, type OpenConnections } from "./open-connections.ts";
import { holdRefused, type Refusals } from "./refusals.ts";
import { readHookToken } from "./webhooks.ts";

type HubWorld = World & { metrics: MetricsRegistry };

/** Private addresses that connections of a tenant may call beside those that are configured. */
type AlsoAllowed = (tenantId: TenantId) => readonly string[];

/** What calls to vendors go by, on all nodes. */
export interface CallDeps {
  db: Kysely<Database>;
  slots: ReturnType<typeof createDatabaseSlots>;
  leases: LeaseWatch;
  refusals: Refusals;
}

/** Opens connections with all that the hub gives to each: secrets, a shelf, and the one guarded way out. */
export function openAll(
  config: Config,
  world: HubWorld,
  deps: CallDeps & { vault: Vault; unit: PushDeps["unit"]; publicUrl: () => string; alsoAllowed: AlsoAllowed },
): OpenConnections {
  const { db, vault, unit, publicUrl } = deps;
  return createOpenConnections({
    load: (tenantId, id) => loadConnection(db, vault, tenantId, id),
    version: (tenantId, id) => readConnectionVersion(db, tenantId, id),
    findConnector,
    openShelf: (loaded) => openShelf(unit, loaded),
    openHttp: (loaded) => openHttp(config, world, deps, loaded),
    hookUrl: ({ connection: { id }, hookToken }) =>
      hookToken === undefined || publicUrl() === "" ? undefined : `${publicUrl()}/hooks/${id}/${hookToken}`,
    dial: createDial(config.outbound.allowedPrivate),
    clock: world.clock,
  });
}

type TenantId = LoadedConnection["tenantId"];
type ConnectionId = LoadedConnection["connection"]["id"];

async function loadConnection(
  db: Kysely<Database>,
  vault: Vault,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<LoadedConnection | undefined> {
  const row = await readConnection(db, tenantId, id);
  if (!row) return undefined;
  const secretVersions: Json[] = [await vault.open(tenantId, id, row.secrets, row.secretsVersion)];
  if (row.previous) secretVersions.push(await vault.open(tenantId, id, row.previous, row.secretsVersion - 1));
  const hookToken = row.connection.kind === "pager" ? await readHookToken({ db, vault }, tenantId, id) : undefined;
  return { connection: row.connection, tenantId, secretVersions, hookToken, startedAt: row.startedAt };
}

function openShelf(unit: PushDeps["unit"], { tenantId, connection: { id } }: LoadedConnection): RecordShelf {
  return {
    owner: id,
    get: (ids) => unit.inTenant(tenantId, (stores) => stores.shelf.get(id, ids)),
    update: (externalId, change) => unit.inTenant(tenantId, (stores) => stores.shelf.update(id, externalId, change)),
  };
}

function openHttp(
  config: Config,
  world: HubWorld,
  { db, slots, leases, refusals, alsoAllowed }: CallDeps & { alsoAllowed: AlsoAllowed },
  loaded: LoadedConnection,
) {
  const { connection, tenantId } = loaded;
  const account = `${tenantId}:${connection.connector}:${connection.id}`;
  const budget = findConnector(connection.connector)?.budget(connection.settings);
  const secrets = loaded.secretVersions.flatMap((version) =>
    typeof version === "object" && version !== null
      ? Object.values(version).filter((value) => typeof value === "string")
      : [],
  );
  // It may have other credentials now, or a person asks.
  refusals.forget(connection.id);
  return createVendorHttp({
    account,
    slots,
    gate: holdRefused(createCallGate(db, { tenantId, account }, budget), refusals, connection),
    allowedPrivate: [...config.outbound.allowedPrivate, ...alsoAllowed(tenantId)],
    secrets: loaded.hookToken === undefined ? secrets : [...secrets, loaded.hookToken],
    clock: world.clock,
    mayChange: () => leases.holds(),
    headers: (): Record<string, string> => {
      const traceparent = currentTraceparent();
      return traceparent === null ? {} : { traceparent };
    },
    onCall: ({ method, outcome, ms }) => {
      world.metrics.count("interdesk_vendor_calls", { connector: connection.connector, method, outcome });
      world.metrics.observe("interdesk_vendor_call_ms", { connector: connection.connector }, ms);
    },
  });
}
