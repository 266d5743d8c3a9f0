import { z } from "zod";
import { ConnectionId, ExternalId, LinkId, Marker, TicketId } from "./ids.ts";
import { Json } from "./json.ts";
import { FieldName } from "./ticket.ts";

/** `creating`: the record is to be made; `unknown`: it may exist, the answer was lost. */
export const LinkState = z.enum(["creating", "unknown", "active", "merged", "gone", "ended"]);
export type LinkState = z.infer<typeof LinkState>;
/** States in which a link is read and written; the others are its end. */
export const workingStates: readonly LinkState[] = ["creating", "unknown", "active"];

/**
 * Where one field of a link stands. The *base* is a pair: the revision of our value and their raw value when both last
 * agreed (or when we last looked and did not agree, then `rev` stays behind the ticket's).
 */
export const LinkField = z.object({
  /** Revision of our value at the last agreement; 0 = never agreed. */
  rev: z.number().int().min(0),
  /** The vendor's field that this is about, where a mapping names it (custom fields). */
  place: z.string().optional(),
  /** Their value as last seen, in the connector's own shape. */
  raw: Json,
  /** Highest revision that was pushed to this link; a revision is pushed at most once. */
  pushedRev: z.number().int().min(0).optional(),
  /** A write whose read-back is outstanding. `confirmed`: the vendor answered that it took it. */
  sent: z
    .object({
      rev: z.number().int(),
      raw: Json,
      before: Json,
      confirmed: z.boolean(),
      historyFrom: z.string().optional(),
    })
    .optional(),
  /**
   * Where their history is to be read from (ISO, the vendor's clock) when our write has landed: set while a newer value of
   * ours is owed and their value looks unmoved, since an edit that was made and undone shows only there.
   */
  historyFrom: z.string().optional(),
  /** A write has landed (or was refused) and the history of this span is still to be looked through. */
  historyOwed: z.object({ from: z.string(), until: z.string() }).optional(),
  /** Instants (ISO) at which our value was put back after their edit lost, or theirs after our write; at most two an hour. */
  putBack: z.array(z.string()).optional(),
  /** Somebody has set the field back after our write had landed: what is read next is their edit. */
  undone: z.literal(true).optional(),
  /**
   * Why the field is shown instead of written. `unmapped`: their value has no word here; `unsayable`: ours has none there;
   * `refused`: the desk kept its own; `contested`: it keeps being changed back; `conflict`: a person decides.
   */
  held: z
    .object({
      kind: z.enum(["refused", "contested", "unmapped", "unsayable", "conflict"]),
      rev: z.number().int(),
      detail: z.string(),
      /** What we had sent, where the desk took it and kept its own without a word. */
      sent: Json.optional(),
    })
    .optional(),
});
export type LinkField = z.infer<typeof LinkField>;

/** One ticket's tie to one external record; the row is also the queue of what is to be written there. */
export const Link = z.object({
  id: LinkId,
  ticketId: TicketId,
  connectionId: ConnectionId,
  externalId: ExternalId.nullable(),
  /** What people call the record there, e.g. `T20260317.0021`. */
  externalNumber: z.string().nullable(),
  externalUrl: z.string().nullable(),
  marker: Marker,
  state: LinkState,
  fields: z.partialRecord(FieldName, LinkField),
  /** Their version at the last accepted reading; compared as text, greater is newer; null = never read. */
  seenVersion: z.string().nullable(),
  /** The record's last change by the vendor's own clock, at the last accepted reading; where its history is read from. */
  seenChangedAt: z.coerce.date().nullable(),
  /** Their version when their comments were last read; behind `seenVersion` = comments may have come. */
  commentsVersion: z.string().nullable(),
  /** End of the last reading that was accepted; the start of the interval of a later change. */
  seenAt: z.coerce.date().nullable(),
  /** End of our last write; a reading that began before it is stale. */
  wroteAt: z.coerce.date().nullable(),
  /** Calls of ours that may have moved the record since the version with which the last push began; null = there was none. */
  ownCalls: z.object({ since: z.string(), made: z.number().int().min(0) }).nullable(),
  wantedRev: z.number().int(),
  doneRev: z.number().int(),
});
export type Link = z.infer<typeof Link>;
