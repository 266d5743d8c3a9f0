import { z } from "zod";
import { Json } from "./json.ts";
import { ConnectionId, TicketId } from "./ids.ts";
import { Actor, FieldName } from "./ticket.ts";

/** What is altered or disagreed on: a field of the ticket, what was said on it, or whose it is. */
export const ChangedPart = z.union([FieldName, z.enum(["comment", "client", "ticket"])]);
export type ChangedPart = z.infer<typeof ChangedPart>;

/** One alteration of one field of a ticket, or of a comment. */
export const Change = z.object({
  ticketId: TicketId,
  rev: z.number().int().min(1),
  field: ChangedPart,
  from: Json,
  to: Json,
  by: Actor,
  /** Name of the rule or decision, e.g. `theirEditAccepted`. */
  reason: z.string(),
  /** When the hub decided it. */
  at: z.coerce.date(),
  /** When it happened by the clock of whoever did it, not after `at`; absent = then. */
  happenedAt: z.coerce.date().optional(),
});
export type Change = z.infer<typeof Change>;

/** Two values of one field that could not both stand; the loser is kept here. */
export const Conflict = z.object({
  ticketId: TicketId,
  connectionId: ConnectionId,
  field: ChangedPart,
  /** Which side's value stands; `open`: neither was written over, a person decides. */
  winner: z.enum(["ours", "theirs", "open"]),
  ours: Json,
  theirs: Json,
  reason: z.string(),
  at: z.coerce.date(),
});
export type Conflict = z.infer<typeof Conflict>;
