import type { Comment } from "../../schemas/comment.ts";
import type { CommentId, ConnectionId, ExternalId, LinkId, Marker, TicketId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldName, Ticket } from "../../schemas/ticket.ts";
import type { DeskRecord } from "./desk-record.ts";
import type { NewLink } from "../intake/batch.ts";
import type { CommentCopy, CommentSight } from "../sync/comment-copy.ts";

/** A link with what the push needs beside it. */
export interface LinkRow {
  link: Link;
  clientRef: ExternalId;
  /** Of its ticket when it was last wanted; 1 is the most urgent. */
  priority: number;
  /** When the link was made. */
  linkedAt: Date;
  generation: number;
  createSentAt: Date | null;
  lookedCount: number;
  attempts: number;
  fence: number;
  traceparent: string | null;
  /** What people call the record that this one goes on for; null = none. */
  succeeds: string | null;
  /** The client that its record went to and that nobody has mapped; null = it waits for nothing. */
  heldClientRef: ExternalId | null;
  /** The vendor's own SLA dates, as they were read last; null = they never were. */
  sla: NonNullable<DeskRecord["sla"]> | null;
}

/** On which connections a ticket wants no new record, and which it had before where it may have another. */
export interface TicketLinks {
  /** It has a record there, or had one that it shall not have again, or it waits for its client and gets none anywhere. */
  linked: ReadonlySet<ConnectionId>;
  /** Marker of the last record that it had and may have another for. */
  former: ReadonlyMap<ConnectionId, Marker>;
}

export interface ClaimedLink extends LinkRow {
  owner: string;
}

/** How long a claimed link rests before it is looked at again, and why. */
export interface LinkRest {
  nextInMs: number;
  attempts: number;
  lastError: string | null;
}

export interface LinkStore {
  insert(links: readonly NewLink[]): Promise<void>;
  /** A link to a record that exists; false when somebody else has linked it meanwhile. */
  adopt(link: Link, clientRef: ExternalId, priority: number): Promise<boolean>;
  /** Whether the record has, or had, a link, or bears the marker of one. */
  knows(connectionId: ConnectionId, record: { externalId: ExternalId; marker: Marker | null }): Promise<boolean>;
  /** Where these tickets have, or had, records; each has an entry. */
  linksOf(ticketIds: readonly TicketId[]): Promise<ReadonlyMap<TicketId, TicketLinks>>;
  /** Says that these tickets' links owe a push up to the revision. */
  want(tickets: readonly { id: TicketId; rev: number; priority: number }[], except: LinkId | null): Promise<void>;
  /** Most urgent first, leased to the owner. */
  claim(connectionId: ConnectionId, owner: string, most: number, leaseMs: number): Promise<readonly ClaimedLink[]>;
  /** Of these, what still is under the lease of its claim goes back into the queue, as something that has failed. */
  giveBack(claimed: readonly ClaimedLink[], restMs: number): Promise<void>;
  /** What is owed on a connection, most urgent first; nothing is claimed. */
  listOwed(connectionId: ConnectionId, most: number): Promise<readonly LinkRow[]>;
  /** The link and its ticket, both locked; undefined when the link is gone from here. */
  lock(linkId: LinkId): Promise<{ row: LinkRow; ticket: Ticket; commented: boolean } | undefined>;
  /** Whether comments or files are to be written to its record. */
  owesWords(linkId: LinkId): Promise<boolean>;
  /** The active ones of these records, locked. */
  lockActive(connectionId: ConnectionId, externalIds: readonly ExternalId[]): Promise<readonly LinkRow[]>;
  byRecords(
    connectionId: ConnectionId,
    externalIds: readonly ExternalId[],
    markers: readonly Marker[],
  ): Promise<readonly LinkRow[]>;
  /** Tickets that other desks call by one of these numbers, and that have no record on this connection. */
  ticketsByNumbers(connectionId: ConnectionId, numbers: readonly string[]): Promise<readonly TicketId[]>;
  /** Working links of tickets that are open, or ended within a week, in the order of their ids. */
  listCompared(connectionId: ConnectionId, after: LinkId | null, most: number): Promise<readonly LinkRow[]>;
  /** Whether the ticket has a link whose record may have been made in a lost time, and was not looked for yet. */
  isMeeting(ticketId: TicketId): Promise<boolean>;
  /** Its record went to a client that nobody has mapped, or (null) waits for none any more. */
  hold(linkId: LinkId, clientRef: ExternalId | null): Promise<void>;
  /** Ends the ticket's links but one; nothing is written to their records any more. */
  endOthers(ticketId: TicketId, except: LinkId, reason: string): Promise<void>;
  /** Where a fence is given, writes only if it still holds; answers whether it wrote. */
  save(link: Link, change: LinkChange): Promise<boolean>;
  addObservation(
    link: Link,
    raw: Partial<Record<FieldName, Json>>,
    reasons: Partial<Record<FieldName, string>>,
    at: Date,
  ): Promise<void>;
  addWrite(entry: VendorWriteEntry): Promise<void>;
}

export interface LinkChange {
  fence?: number;
  createSentAt?: Date | null;
  lookedCount?: number;
  generation?: number;
  rest?: LinkRest;
  /** Raises what is wanted to this revision of the ticket, so that a look which begins after its claim is a look after it. */
  wantedRev?: number;
  /** Gives the lease back. */
  release?: boolean;
  /** The desk's key of the client, where the record went to another. */
  clientRef?: ExternalId;
  /** The vendor's own SLA dates, where they were read. */
  sla?: NonNullable<DeskRecord["sla"]>;
  /** Why the link ended: `gone`, `merged`, `clientMoved`, `closedForGood`, `removed`, `unlinked`. */
  endedReason?: string;
}

export interface VendorWriteEntry {
  ticketId: TicketId;
  linkId: LinkId;
  operation: "create" | "write" | "comment" | "editComment" | "deleteComment" | "attachment" | "withdraw" | "shadow";
  sent: Json;
  outcome: "done" | "rejected" | "unknown" | "failed" | "shadow";
  detail: string | null;
  at: Date;
  tookMs: number;
}

export interface CommentStore {
  insert(comments: readonly Comment[]): Promise<void>;
  /** An edited one, with its revision raised; deleted ones keep their text here. */
  update(comment: Comment, deleted: boolean): Promise<void>;
  /** Wants a copy on every working link of the ticket but `except`. */
  wantCopies(comments: readonly Comment[], except: LinkId | null): Promise<void>;
  /** Wants a copy of everything that was said before on links that were made later, but for what was left to a closed record. */
  wantHistory(ticketIds: readonly TicketId[]): Promise<void>;
  /** The link's record was closed for good: what stands in it is not wanted in the one that goes on for it. */
  leaveCopies(closed: LinkId): Promise<void>;
  copies(linkId: LinkId): Promise<readonly CommentCopy[]>;
  /** Copies that are to be written, or are behind their comment, oldest comment first. */
  owed(linkId: LinkId): Promise<readonly CommentCopy[]>;
  /** Makes a copy, or completes one that is not done; a reader may have found it there before the answer came. */
  saveCopy(
    linkId: LinkId,
    commentId: CommentId,
    copy: {
      externalId: ExternalId;
      state: CommentCopy["state"];
      detail: string | null;
      rev: number;
      seen: CommentSight | null;
      /** Whether it was said here; false when left out. */
      born?: boolean;
    },
  ): Promise<void>;
  /** The record was merged into one that nobody knows: what stood in it may be there, under other keys. */
  carryCopies(linkId: LinkId): Promise<void>;
  /** The record was merged into one that another link has: what stood in it may be there as well. */
  carryInto(from: LinkId, to: LinkId): Promise<void>;
  /** Changes a copy that is there; what is left out stays. */
  updateCopy(linkId: LinkId, commentId: CommentId, change: CopyChange): Promise<void>;
}

export interface CopyChange {
  externalId?: ExternalId;
  state?: CommentCopy["state"];
  rev?: number;
  seen?: CommentSight | null;
  detail?: string | null;
  sentAt?: Date;
  knownAs?: string | null;
  /** False: it is written there by us after all. */
  born?: false;
  /** One more record of ours that says that it was edited. */
  note?: ExternalId;
}

/** A record of which a webhook said that it has moved, and how often it was said. */
export interface Hint {
  externalId: ExternalId;
  hints: number;
}

export interface HintStore {
  /**
   * A record moved there: due at once, or five seconds after the last read of it; always at once where reading costs no
   * call (`atOnce`).
   */
  add(
    connectionId: ConnectionId,
    externalIds: readonly ExternalId[],
    traceparent: string | null,
    atOnce?: boolean,
  ): Promise<void>;
  /**
   * Comments, by their keys there, that are said to be deleted: should they be missing, that is why. Their records' comments are
   * looked at though nothing else moved.
   */
  addByComments(
    connectionId: ConnectionId,
    commentIds: readonly ExternalId[],
    traceparent: string | null,
  ): Promise<void>;
  /** Hinted records are due once more after this long, read meanwhile or not. */
  lookAgain(connectionId: ConnectionId, externalIds: readonly ExternalId[], inMs: number): Promise<void>;
  /** Due hints of a connection, each put off so that no other worker takes it meanwhile; `hints` counts how often it was given. */
  claim(connectionId: ConnectionId, most: number, leaseMs: number): Promise<readonly Hint[]>;
  /** Read: the hint is settled unless a newer one came meanwhile. */
  settle(connectionId: ConnectionId, read: readonly Hint[]): Promise<void>;
  /** The reading was overtaken by a write of ours: read again soon. */
  postpone(connectionId: ConnectionId, externalIds: readonly ExternalId[], inMs: number): Promise<void>;
  cursor(connectionId: ConnectionId, stream: string): Promise<Json | null>;
  saveCursor(connectionId: ConnectionId, stream: string, cursor: Json): Promise<void>;
}
