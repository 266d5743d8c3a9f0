import type { SourceWanted } from "../../schemas/alert.ts";
import type { AlertId, ConnectionId, TicketId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { VendorWriteEntry } from "./link-stores.ts";

/** An alert whose tool is to be told something; leased, with what is known of it. */
export interface ClaimedSource {
  alertId: AlertId;
  ticketId: TicketId | null;
  dedupKey: string;
  handle: Readonly<Record<string, string>>;
  wanted: SourceWanted;
  /** What the tool was last told in this episode. */
  done: SourceWanted;
  /** An acknowledgement of ours may stand there. */
  there: boolean;
  episode: number;
  attempts: number;
  fence: number;
}

/** How a claimed alert goes back. */
export type SourceRest =
  /** The tool was told; it is told again at `renewAt`, if that is not null. */
  | { kind: "done"; renewAt: Date | null; there: boolean; error: string | null }
  /** Not yet: once more after this. */
  | { kind: "later"; inMs: number; error: string };

/** One call about an alert, for the story of its ticket. */
export interface SourceWriteEntry {
  ticketId: TicketId;
  alertId: AlertId;
  connectionId: ConnectionId;
  operation: "acknowledge" | "unacknowledge" | "resolve";
  sent: Json;
  outcome: VendorWriteEntry["outcome"];
  detail: string | null;
  at: Date;
  tookMs: number;
}

/** What the tools behind alerts are to be told: the alert's row is the queue, as a link's is. */
export interface SourceStore {
  /** What is wanted at the sources of all alerts of a ticket; what is wanted already stays as it is. */
  want(ticketId: TicketId, wanted: SourceWanted): Promise<void>;
  /** For alerts that came to another ticket, each by itself. */
  wantEach(alerts: readonly { alertId: AlertId; wanted: SourceWanted }[]): Promise<void>;
  /** What the tools need to be told about these alerts of the connection, by their keys. */
  keepHandles(
    connectionId: ConnectionId,
    handles: readonly { dedupKey: string; handle: Readonly<Record<string, string>> }[],
  ): Promise<void>;
  /** Leases what is due, the longest waiting first. */
  claim(connectionId: ConnectionId, owner: string, most: number, leaseMs: number): Promise<readonly ClaimedSource[]>;
  /** How desks call these tickets, the home desk's number first. */
  numbersOf(ticketIds: readonly TicketId[]): Promise<ReadonlyMap<TicketId, readonly string[]>>;
  /** Writes only while the fence holds. */
  rest(claimed: ClaimedSource, rest: SourceRest): Promise<void>;
  addWrite(entry: SourceWriteEntry): Promise<void>;
}
