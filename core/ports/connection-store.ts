import type { ConnectionId } from "../../schemas/ids.ts";
import type { LostTime, RecoveryPhase } from "../sync/recovery.ts";

/** What a person is told about a connection; one open notice of each kind. */
export interface NoticeDraft {
  kind: "massLoss" | "massChange" | "unauthorized" | "webhookLost" | "silent" | "drift";
  title: string;
  /** What happened, what it means, what to do; plain text. */
  body: string;
}

/** Guards over a whole connection. */
export interface ConnectionStore {
  /** When things may have happened there by us that are not known here; undefined = all is known, or it is long ago. */
  lostTime(connectionId: ConnectionId): Promise<LostTime | undefined>;
  /** It was read as a whole, in this phase of its recovery. */
  noteRead(connectionId: ConnectionId, phase: RecoveryPhase): Promise<void>;
  /** Stops reading and writing until a person says otherwise, and tells one. */
  park(connectionId: ConnectionId, reason: string, notice: NoticeDraft): Promise<void>;
  /** Tells a person, unless it was told and is not settled yet. */
  tell(connectionId: ConnectionId, notice: NoticeDraft): Promise<void>;
  /** What was told is over. */
  settle(connectionId: ConnectionId, kinds: readonly NoticeDraft["kind"][]): Promise<void>;
  /** Until this transaction ends nobody else goes on who asks this: of two that count, the second sees what the first did. */
  lockCounts(connectionId: ConnectionId): Promise<void>;
  /** Links whose records have gone within this time, and those that work. */
  countGone(connectionId: ConnectionId, withinMs: number): Promise<{ gone: number; active: number }>;
  /**
   * Counts tickets that the connection closes or re-prioritises.
   *
   * @returns how many it were within the window, with these; `allowed` = a person has said that it may be many
   */
  countMass(connectionId: ConnectionId, by: number, windowMs: number): Promise<{ count: number; allowed: boolean }>;
  /**
   * Counts one more ticket of which comments are missing, nothing proving that they were deleted.
   *
   * @returns how many it were within the window, with this one; `allowed` = a person has said that it may be many
   */
  countHidden(connectionId: ConnectionId, windowMs: number): Promise<{ count: number; allowed: boolean }>;
}
