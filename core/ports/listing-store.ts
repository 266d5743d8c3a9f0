import type { Alert } from "../../schemas/alert.ts";
import type { AlertId, ConnectionId } from "../../schemas/ids.ts";

/** An alert that fires as far as we know. */
export interface HeldAlert {
  alert: Alert;
  /** Start of the first listing in a row that did not hold it; null = the last one did, or there was none. */
  missedSince: Date | null;
}

/** What is held against what a tool lists. */
export interface ListingStore {
  /** Alerts of the connection that have not cleared, in the order of their ids. */
  held(connectionId: ConnectionId, after: AlertId | null, most: number): Promise<readonly HeldAlert[]>;
  /** Those that were not heard of since this instant, the longest silent first. */
  silentSince(connectionId: ConnectionId, since: Date, most: number): Promise<readonly Alert[]>;
  /** These were not listed, for the first time; null = they were. */
  noteMissed(ids: readonly AlertId[], since: Date | null): Promise<void>;
  /** Whether deliveries that came before this instant still wait. */
  hasWaiting(connectionId: ConnectionId, before: Date): Promise<boolean>;
}
