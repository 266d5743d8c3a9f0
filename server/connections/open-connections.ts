import type { ConnectorInstance, RegisteredConnector } from "../../connectors/contract.ts";
import type { RecordShelf } from "../../core/ports/record-shelf.ts";
import type { Connection } from "../../schemas/connection.ts";
import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Dial, OpenVendorHttp } from "../../connectors/http.ts";
import { type AddressList, parseAddressList } from "../ingest/address-list.ts";

/** A connection with its connector running. */
export interface OpenConnection {
  connection: Connection;
  tenantId: TenantId;
  connector: RegisteredConnector;
  instance: ConnectorInstance;
  /** The only addresses from which it takes deliveries; undefined = any. */
  origins: AddressList | undefined;
  /** Records that changed before are not ours to read. */
  startedAt: Date;
}

/** The row with its secrets in the clear; it lives in memory only. */
export interface LoadedConnection {
  connection: Connection;
  tenantId: TenantId;
  secretVersions: readonly Json[];
  /** The secret part of its hook's address; only of pagers, which name it in what they send. */
  hookToken: string | undefined;
  startedAt: Date;
}

export interface OpenConnections {
  /** Opened once for each version of the configuration; undefined when it was removed. Throws when it cannot be opened. */
  open(tenantId: TenantId, connectionId: ConnectionId): Promise<OpenConnection | undefined>;
  /** Its configuration was changed here: the next one who opens it asks again. Other nodes see it within two seconds. */
  changed(connectionId: ConnectionId): void;
  /** Opens what is not saved yet, and closes it again: to hold it against the vendor first. */
  tryOut<T>(loaded: LoadedConnection, run: (instance: ConnectorInstance) => Promise<T>): Promise<T>;
  closeAll(): Promise<void>;
}

export interface OpenDeps {
  load: (tenantId: TenantId, connectionId: ConnectionId) => Promise<LoadedConnection | undefined>;
  /** Asked often, so that a change on another node is seen, and the end of the time in which older secrets count as well. */
  version: (
    tenantId: TenantId,
    connectionId: ConnectionId,
  ) => Promise<{ version: number; overlaps: boolean } | undefined>;
  findConnector: (name: string) => RegisteredConnector | undefined;
  openShelf: (loaded: LoadedConnection) => RecordShelf;
  openHttp: (loaded: LoadedConnection) => OpenVendorHttp;
  hookUrl: (loaded: LoadedConnection) => string | undefined;
  dial: Dial;
  clock: { now(): Date };
}

/** How long an opened connection is used before its version is asked for again; a change is seen within this. */
const freshMs = 2_000;

interface Entry {
  open: OpenConnection;
  /** Whether it takes secrets that are being changed. */
  overlaps: boolean;
  checkedAt: number;
  /** Calls that are on their way end by their own deadlines; the old sockets go with them. */
  retire: () => Promise<void>;
  close: () => Promise<void>;
}

export function createOpenConnections(deps: OpenDeps): OpenConnections {
  const entries = new Map<ConnectionId, Entry>();
  const opening = new Map<ConnectionId, Promise<Entry | undefined>>();
  let changes = 0;

  const reopen = async (tenantId: TenantId, id: ConnectionId): Promise<Entry | undefined> => {
    const known = entries.get(id);
    const now = known && (await deps.version(tenantId, id));
    if (known && now?.version === known.open.connection.version && now.overlaps === known.overlaps) {
      known.checkedAt = deps.clock.now().getTime();
      return known;
    }
    const loaded = await deps.load(tenantId, id);
    entries.delete(id);
    if (known) void known.retire();
    if (!loaded) return undefined;
    const entry = openEntry(deps, loaded);
    entries.set(id, entry);
    return entry;
  };

  /** What was read while a configuration was changed may be what it was before. */
  const openNewest = async (tenantId: TenantId, id: ConnectionId): Promise<Entry | undefined> => {
    for (;;) {
      const before = changes;
      const entry = await reopen(tenantId, id);
      if (before === changes) return entry;
    }
  };

  return {
    async open(tenantId, id) {
      const known = entries.get(id);
      if (known && deps.clock.now().getTime() - known.checkedAt < freshMs) return known.open;
      const running = opening.get(id) ?? openNewest(tenantId, id).finally(() => opening.delete(id));
      opening.set(id, running);
      return (await running)?.open;
    },
    changed(id) {
      changes += 1;
      const known = entries.get(id);
      if (known) known.checkedAt = 0;
    },
    async tryOut(loaded, run) {
      const entry = openEntry(deps, loaded);
      try {
        return await run(entry.open.instance);
      } finally {
        await entry.close();
      }
    },
    async closeAll() {
      const all = [...entries.values()];
      entries.clear();
      await Promise.all(all.map((entry) => entry.close()));
    },
  };
}

function openEntry(deps: OpenDeps, loaded: LoadedConnection): Entry {
  const connector = deps.findConnector(loaded.connection.connector);
  if (!connector)
    throw new Error(
      `connection "${loaded.connection.name}" needs the connector "${loaded.connection.connector}", which is not installed`,
    );
  const http = deps.openHttp(loaded);
  const instance = connector.open({
    settings: loaded.connection.settings,
    secrets: loaded.secretVersions[0] ?? {},
    secretVersions: loaded.secretVersions,
    maps: { ...connector.manifest.defaultMaps, ...loaded.connection.maps },
    http,
    shelf: deps.openShelf(loaded),
    hookUrl: deps.hookUrl(loaded),
    dial: deps.dial,
    clock: deps.clock,
  });
  const close = async () => {
    await instance.close();
    await http.close();
  };
  const { connection, tenantId, startedAt } = loaded;
  const origins = connection.allowedFrom.length > 0 ? parseAddressList(connection.allowedFrom) : undefined;
  return {
    open: { connection, tenantId, connector, instance, origins, startedAt },
    overlaps: loaded.secretVersions.length > 1,
    checkedAt: deps.clock.now().getTime(),
    retire: async () => {
      await http.retire();
      await close();
    },
    close,
  };
}
