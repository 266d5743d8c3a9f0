import { z } from "zod";
import { AlertId, ClientId, ConnectionId, FoldId, TicketId } from "./ids.ts";

/** As the monitoring tool reports it; never changed by us. @see ITU-T X.733 perceived severity */
export const Severity = z.enum(["critical", "high", "medium", "low", "info"]);
export type Severity = z.infer<typeof Severity>;

/** What the tool says of the condition. */
export const AlertCondition = z.enum(["firing", "clear", "unknown"]);
export type AlertCondition = z.infer<typeof AlertCondition>;

/** What we and our people did about it. */
export const AlertHandling = z.enum(["open", "acknowledged", "suppressed", "dismissed"]);
export type AlertHandling = z.infer<typeof AlertHandling>;

/**
 * What the tool behind an alert shall hold of our doing: `none` where nobody works on it, or somebody does in the tool itself.
 */
export const SourceWanted = z.enum(["none", "acknowledged", "resolved"]);
export type SourceWanted = z.infer<typeof SourceWanted>;

/** Somebody acknowledged in the tool, or took that back. */
export const AlertAcknowledgement = z.object({
  state: z.enum(["set", "removed"]),
  /** Who did it, as the tool names people; null = it does not say. */
  by: z.string().max(200).nullable(),
  note: z.string().max(10_000).nullable(),
});
export type AlertAcknowledgement = z.infer<typeof AlertAcknowledgement>;

/** One observation by a monitoring tool: "this check fires", "this check is fine again". */
export const MonitorEvent = z.object({
  /** Finds the alert within its connection. */
  dedupKey: z.string().min(1).max(500),
  /**
   * The tool's own id of this episode: the same from fire to clear, another when the condition fires anew. It tells which
   * fire a late clear belongs to; equal to the key where the tool's key lives for one episode only. Null = it has none.
   */
  episodeId: z.string().min(1).max(200).nullable(),
  condition: z.enum(["firing", "clear"]),
  severity: Severity,
  title: z.string().min(1).max(500),
  description: z.string().max(100_000).nullable(),
  /** Start of the episode by the tool's clock. */
  raisedAt: z.date(),
  /** End of the episode by the tool's clock; null while it fires. */
  clearedAt: z.date().nullable(),
  /** Name of the customer organisation as the tool knows it. */
  clientHint: z.string().max(500).nullable(),
  /** Host, device or instance. */
  resource: z.string().max(500).nullable(),
  service: z.string().max(500).nullable(),
  /** Link back to the tool; https or http. */
  url: z.string().max(2_000).nullable(),
  labels: z.record(z.string(), z.string()),
  /** A check-in of a dead-man alert: feeds a heartbeat and never opens a ticket. */
  heartbeat: z.boolean(),
  /** Present where the message tells of it; the condition stays what the message says it is. */
  acknowledgement: AlertAcknowledgement.optional(),
  /** The message tells nothing but the acknowledgement: it opens nothing, and the severity reported before stays. */
  acknowledgementOnly: z.literal(true).optional(),
  /** Our own acknowledgement coming back, known by its author; absent = somebody else's doing, or not known. */
  byUs: z.literal(true).optional(),
  /** What the tool must be given to be told something about this alert: ids and labels of its own. Absent = it cannot be. */
  handle: z.record(z.string(), z.string()).optional(),
});
export type MonitorEvent = z.infer<typeof MonitorEvent>;

/** Why an alert that fires has no ticket of its own yet; in a `storm` it has the storm's. */
export const WaitingReason = z.enum(["holdDown", "maintenance", "silence", "dependsOn", "rule", "storm"]);
export type WaitingReason = z.infer<typeof WaitingReason>;

/** An event as it is kept: JSON has no instants. */
export const StoredEvent = MonitorEvent.extend({ raisedAt: z.coerce.date(), clearedAt: z.coerce.date().nullable() });

/** An alert that fires and has no ticket of its own: why, and what its ticket would be made of. */
export const Waiting = z.object({
  reason: WaitingReason,
  /** In words, such as the name of the window or of the resource that hides it. */
  detail: z.string(),
  since: z.coerce.date(),
  event: StoredEvent,
});
export type Waiting = z.infer<typeof Waiting>;

/** How often a condition has changed of late. */
export const Flips = z.object({
  /** Changes between firing and clear since `since`; ≥ 1. */
  count: z.number().int().min(1),
  since: z.coerce.date(),
  /** It flaps until it has been calm up to here; null = it does not flap. */
  until: z.coerce.date().nullable(),
});
export type Flips = z.infer<typeof Flips>;

/** The condition that events are about. */
export const Alert = z.object({
  id: AlertId,
  connectionId: ConnectionId,
  dedupKey: z.string(),
  clientId: ClientId,
  condition: AlertCondition,
  handling: AlertHandling,
  severity: Severity,
  title: z.string(),
  /** Counts the times it fired after having been clear; ≥ 1. */
  episode: z.number().int().min(1),
  /** Observations of this episode, the first included; ≥ 1. */
  eventCount: z.number().int().min(1),
  raisedAt: z.coerce.date(),
  clearedAt: z.coerce.date().nullable(),
  lastSeenAt: z.coerce.date(),
  foldId: FoldId.nullable(),
  ticketId: TicketId.nullable(),
  /** As the last fire named it. */
  resource: z.string().nullable(),
  waiting: Waiting.nullable(),
  flips: Flips.nullable(),
  /** When it is looked at again without an event; null = only when one comes. */
  reviewAt: z.coerce.date().nullable(),
  /** When the ticket that a person has closed is told that this still fires; null = it has been, or need not be. */
  remindAt: z.coerce.date().nullable(),
});
export type Alert = z.infer<typeof Alert>;
