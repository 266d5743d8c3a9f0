import type { ConfigurationItem } from "../../schemas/configuration-item.ts";
import type { ClientId, ConnectionId } from "../../schemas/ids.ts";
import type { IntakeRules } from "../../schemas/intake-rules.ts";

/** What admins say about events, and what events are about. */
export interface IntakeStore {
  /**
   * The newest rules.
   *
   * @param known a version that the caller has already
   * @returns version 0 = none were ever saved; rules undefined = the known version is the newest
   */
  newestRules(known: number): Promise<{ version: number; rules: IntakeRules | undefined }>;
  /** @param names in lower case; the keys of the answer are, too */
  clientsByName(names: readonly string[]): Promise<ReadonlyMap<string, ClientId>>;
  /** @param keys in lower case; the keys of the answer are, too */
  itemsByKeys(keys: readonly string[]): Promise<ReadonlyMap<string, readonly ConfigurationItem[]>>;
  /** Counts how often rules matched events of a connection whose lease is held. */
  countRules(connectionId: ConnectionId, times: ReadonlyMap<string, number>): Promise<void>;
}
