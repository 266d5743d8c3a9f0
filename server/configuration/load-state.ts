import type { Kysely } from "kysely";
import { type TextPart, textParts } from "../../schemas/configuration.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { MaintenanceWindow } from "../../schemas/maintenance.ts";
import { type KnownClient, listKnownClients, listSecretNames } from "../db/configuration.ts";
import type { Database } from "../db/database.ts";
import { type ItemRow, listItems } from "../db/items.ts";
import { type ListedConnection, listConnections } from "../db/list-connections.ts";
import { createWindowStore } from "../db/stores/windows.ts";
import { withTenant } from "../db/tenant.ts";
import { readTextVersion, type TextVersion } from "../db/text-versions.ts";
import { listWebhooks, type WebhookView } from "../db/webhooks.ts";

export interface KnownConnection extends ListedConnection {
  defaultClient: string | null;
  secretNames: readonly string[];
}

export interface KnownWindow extends MaintenanceWindow {
  /** Name; null = all clients. */
  client: string | null;
}

/** All that an admin has set up for a tenant, as it is now. */
export interface ConfigurationState {
  clients: readonly KnownClient[];
  connections: readonly KnownConnection[];
  items: readonly ItemRow[];
  /** Undefined = none was ever saved. */
  texts: Readonly<Record<TextPart, TextVersion | undefined>>;
  webhooks: readonly WebhookView[];
  /** Those that are not over. */
  windows: readonly KnownWindow[];
}

/** As many as one import brings. */
const mostItems = 100_000;

/** @param db a transaction, where all of it is to be of one moment */
export function loadState(db: Kysely<Database>, tenantId: TenantId): Promise<ConfigurationState> {
  return withTenant(db, tenantId, async (trx) => {
    const clients = await listKnownClients(trx, tenantId);
    const nameOf = new Map<string, string>(clients.map(({ id, name }) => [id, name]));
    const name = (id: string | null) => (id === null ? null : (nameOf.get(id) ?? null));
    const secretNames = await listSecretNames(trx, tenantId);
    return {
      clients,
      connections: (await listConnections(trx, tenantId)).map((connection) => ({
        ...connection,
        defaultClient: name(connection.defaultClientId),
        secretNames: secretNames.get(connection.id) ?? [],
      })),
      items: await listItems(trx, tenantId, { client: undefined, limit: mostItems }),
      texts: {
        rules: await readTextVersion(trx, tenantId, "intake"),
        sla: await readTextVersion(trx, tenantId, "sla"),
        onCall: await readTextVersion(trx, tenantId, "onCall"),
      },
      webhooks: await listWebhooks(trx, tenantId),
      windows: (await createWindowStore(trx, tenantId).current()).map((window) => ({
        ...window,
        client: name(window.clientId),
      })),
    };
  });
}

/** Changes when anything does that a configuration would change. */
export function fingerprintOf(state: ConfigurationState): string {
  const versions = textParts.map((part) => state.texts[part]?.version ?? 0);
  const connections = state.connections.map(({ id, version }) => [id, version]);
  const { clients, items, windows } = state;
  const webhooks = state.webhooks.map(({ id, url, types, clients: own, includeInternal, state: mode }) => [
    id,
    url,
    types,
    own,
    includeInternal,
    mode,
  ]);
  return JSON.stringify([versions, connections, clients, items, windows, webhooks]);
}
