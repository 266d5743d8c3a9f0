import type { ClientId, ConnectionId, ExternalId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { SyncRules } from "../../schemas/sync-rules.ts";

export interface IntakeConnection {
  name: string;
  connector: string;
  defaultClientId: ClientId | null;
  settings: Record<string, Json>;
}

/** A desk in which a client is known. */
export interface ServingDesk {
  connectionId: ConnectionId;
  name: string;
  /** The desk's key of the client; where a client has several there, the first. */
  clientRef: ExternalId;
  rules: SyncRules;
}

/** Who is who: clients, and the connections that know them. */
export interface DirectoryStore {
  clientsByRef(connectionId: ConnectionId, refs: readonly string[]): Promise<ReadonlyMap<string, ClientId>>;
  clientNames(clientIds: readonly ClientId[]): Promise<ReadonlyMap<ClientId, string>>;
  /** Oldest connection first. */
  desksOf(clientIds: readonly ClientId[]): Promise<ReadonlyMap<ClientId, readonly ServingDesk[]>>;
  connection(connectionId: ConnectionId): Promise<IntakeConnection | undefined>;
}
