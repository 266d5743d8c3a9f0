import type { Kysely } from "kysely";
import type { SetupText, Text } from "../../connectors/contract.ts";
import type { Desk, DeskDiscovery, TestStep } from "../../core/ports/desk.ts";
import type { IdSource } from "../../core/ports/world.ts";
import type { Connection } from "../../schemas/connection.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { AppError } from "../api/problem.ts";
import { type ExpectedVersions, expectVersion } from "../api/versions.ts";
import { addAudit } from "../db/admin.ts";
import { askSoon, readComparison } from "../db/connection-run.ts";
import { listConnections, type ListedConnection } from "../db/list-connections.ts";
import type { Database } from "../db/database.ts";
import { withTenant } from "../db/tenant.ts";
import type { Vault } from "../secrets/vault.ts";
import { addConnection } from "./add-connection.ts";
import { changeConnection } from "./change-connection.ts";
import { type ConnectionPatch, proposeTables } from "./configure-connection.ts";
import { listCustomers, mapCustomer, unmapCustomer } from "./customers.ts";
import { type MapsPreview, previewMaps, type PreviewRequest } from "./preview-maps.ts";
import { testMonitor } from "./test-monitor.ts";
import { buildSetupTexts, dropConnection, registerWebhook } from "./webhooks.ts";
import type { OpenConnections } from "./open-connections.ts";
import { actorNow } from "../access/acting.ts";

export interface NewConnectionInput {
  name: string;
  connector: string;
  settings: Record<string, Json>;
  secrets: Record<string, string>;
  defaultClient?: string | undefined;
  /** Empty = anywhere. */
  allowedFrom: string[];
  /** As of a change; what is absent is as of every new connection: live, taking nothing, with the connector's own tables. */
  mode?: ConnectionPatch["mode"];
  reason?: string | undefined;
  rules?: ConnectionPatch["rules"];
  maps?: ConnectionPatch["maps"];
}

export interface AddedConnection {
  id: string;
  name: string;
  hookUrl: string;
  mailAddress?: string;
  setupSteps: readonly Text[];
  /** Whether there are texts to paste at the vendor. */
  hasTexts: boolean;
}

export interface ConnectionService {
  /** The hook's address is shown this once; of connections that take mail, where the hub does, its mail address too. */
  add(input: NewConnectionInput): Promise<AddedConnection>;
  /** Each step as soon as it is known. */
  test(name: string): Promise<AsyncIterable<TestStep>>;
  discover(name: string): Promise<DeskDiscovery>;
  /** Makes sure that the vendor's webhooks call this hub. */
  registerWebhook(name: string): Promise<{ state: string; detail: string }>;
  /** Texts to paste at the vendor; they may hold secrets. */
  setupTexts(name: string): Promise<readonly SetupText[]>;
  /** Asks the desk for what has changed, without waiting for its turn. */
  poll(name: string): Promise<void>;
  /** Compares every record of an open ticket, as is done once a day, and takes over what was missed. */
  reconcile(name: string): Promise<void>;
  /** What the last full comparison found; null = there was none yet. */
  comparison(name: string): Promise<Json>;
  /** Takes our webhooks away and ends the links; records stay as they are. */
  remove(name: string): Promise<{ removed: true; left: string | null }>;
  /** @throws AppError `notFound` */
  show(name: string): Promise<ListedConnection>;
  /** Changes mode, rules or tables; answers the connection as it is now. */
  change(name: string, patch: ConnectionPatch, expected?: ExpectedVersions): Promise<ListedConnection>;
  /** Tables proposed from the desk's own lists; saves nothing. */
  proposeMaps(name: string): ReturnType<typeof proposeTables>;
  /** What a record would become here by these tables, and back; saves nothing. */
  previewMaps(name: string, request: PreviewRequest): Promise<MapsPreview>;
  /** The desk's customers, which client each is here, and for the others which might be meant. */
  customers(name: string): Promise<readonly Customer[]>;
  /** Records that waited for this customer are read again at once; alerts that did are counted. */
  mapClient(mapping: {
    connection: string;
    externalId: string;
    client: string;
  }): Promise<{ client: string; externalId: string; released: number; waiting: number }>;
  /** What was assigned by it stays as it is. @throws AppError `notFound` when it is nobody's */
  unmapClient(mapping: { connection: string; externalId: string }): Promise<{ client: string; externalId: string }>;
}

export interface Customer {
  externalId: string;
  name: string;
  client: string | null;
  /** Names of clients that are much like it; never taken by themselves. */
  suggestions: readonly string[];
}

export interface ConnectionServiceDeps {
  db: Kysely<Database>;
  tenantId: TenantId;
  vault: Vault;
  open: OpenConnections;
  ids: IdSource;
  clock: { now(): Date };
  wake: (queue: "read" | "push") => void;
  /** How vendors reach this hub. */
  publicUrl: () => string;
  /** What stands behind the @ of mail addresses; absent = this hub takes no mail. */
  mailDomain?: string | undefined;
}

export function createConnectionService(deps: ConnectionServiceDeps): ConnectionService {
  const findByName = async (name: string): Promise<ListedConnection> => {
    const found = (await listConnections(deps.db, deps.tenantId)).find(
      (connection) => connection.name === name || connection.id === name,
    );
    if (!found) throw new AppError("notFound", `There is no connection "${name}".`);
    return found;
  };
  const openDesk = async (name: string): Promise<Desk> => {
    const connection = await findByName(name);
    const opened = await deps.open.open(deps.tenantId, connection.id);
    if (!opened?.instance.desk)
      throw new AppError("invalid", `The connection "${name}" is no service desk; there is nothing to ask it.`);
    return opened.instance.desk;
  };
  return {
    add: (input) => addConnection(deps, input),
    show: findByName,
    async test(name) {
      const connection = await findByName(name);
      const opened = await deps.open.open(deps.tenantId, connection.id);
      const { desk, monitor, pager } = opened?.instance ?? {};
      return (desk ?? pager)?.test() ?? testMonitor(monitor);
    },
    async discover(name) {
      const found = await (await openDesk(name)).discover();
      if (!found.ok) throw new AppError("conflict", `${name} could not be asked: ${found.error.detail}`);
      return found.value;
    },
    registerWebhook: async (name) => registerWebhook(deps, await findByName(name), await openDesk(name)),
    remove: async (name) => dropConnection(deps, await findByName(name), () => openDesk(name)),
    setupTexts: async (name) => buildSetupTexts(deps, await findByName(name)),
    poll: async (name) => ask(deps, await findByName(name), "poll_next_at"),
    async reconcile(name) {
      const connection = await findByName(name);
      await ask(deps, connection, connection.kind === "monitor" ? "listing_next_at" : "compare_next_at");
    },
    comparison: async (name) => readComparison(deps.db, deps.tenantId, (await findByName(name)).id),
    async change(name, patch, expected) {
      const connection = await findByName(name);
      expectVersion(expected, connection.version, connection);
      await changeConnection(deps, connection, { patch, expected }, () => openDesk(name));
      return findByName(connection.id);
    },
    async proposeMaps(name) {
      return proposeTables(await findByName(name), await openDesk(name));
    },
    previewMaps: async (name, request) => previewMaps(deps, await findByName(name), request),
    customers: async (name) => listCustomers(deps, await findByName(name), await openDesk(name)),
    mapClient: async (mapping) => mapCustomer(deps, await findByName(mapping.connection), mapping),
    unmapClient: async (mapping) => unmapCustomer(deps, await findByName(mapping.connection), mapping.externalId),
  };
}

async function ask(
  { db, tenantId, ids }: ConnectionServiceDeps,
  { id, name }: Connection,
  what: Parameters<typeof askSoon>[3],
): Promise<void> {
  await withTenant(db, tenantId, async (trx) => {
    await askSoon(trx, tenantId, id, what);
    const action = what === "poll_next_at" ? "connection.poll" : "connection.reconcile";
    await addAudit(trx, tenantId, { actor: actorNow(), action, object: id, detail: { name } }, ids.next);
  });
}
