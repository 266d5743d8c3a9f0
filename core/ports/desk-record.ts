import type { AuthorKind, TextFormat, Visibility } from "../../schemas/comment.ts";
import type { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName } from "../../schemas/ticket.ts";

/**
 * A record as the desk tells it at one instant. `raw` holds each synced field in the connector's own shape: JSON that is
 * equal if and only if nothing moved there. One canonical field may stand for several vendor fields; they move as one.
 */
export interface DeskRecord {
  externalId: ExternalId;
  number: string | null;
  url: string | null;
  /** Compared as text, greater is newer. */
  version: string;
  /** Our marker, where the record bears one. */
  marker: Marker | null;
  /** The vendor's key of the customer organisation. */
  clientRef: ExternalId | null;
  /** The record into which this one was merged, where the vendor says so. */
  mergedInto?: ExternalId | null;
  /** The vendor's own SLA dates; shown beside ours. */
  sla?: { responseDueAt: Date | null; resolutionDueAt: Date | null };
  raw: Partial<Record<FieldName, Json>>;
  createdAt: Date;
  changedAt: Date;
  /**
   * Whether nobody has changed it since it was made: then what stands in it is what was sent, and the desk's own defaults.
   * Left out: the vendor does not tell.
   */
  untouched?: boolean;
}

export interface DeskComment {
  externalId: ExternalId;
  /** In `format`; lines end in LF. */
  body: string;
  /** `markdown` where the desk keeps rich text; absent = plain. */
  format?: TextFormat;
  /** Unknown visibility is `internal`. */
  visibility: Visibility;
  authorKind: AuthorKind;
  authorName: string | null;
  /** Written by the account that we sign in with. */
  byUs: boolean;
  createdAt: Date;
}

/** A comment that was shown and is not any more. */
export interface MissingComment {
  externalId: ExternalId;
  /** When it was said; there, if it was said there. */
  createdAt: Date;
}

/** A comment to be written; the connector says it in the desk's own format. */
export interface DeskCommentDraft {
  /** The same whenever it is sent again; for desks that take our key for theirs. */
  key?: string;
  body: string;
  format: TextFormat;
  visibility: Visibility;
}

/** A file on a record, without its bytes. */
export interface DeskAttachment {
  externalId: ExternalId;
  fileName: string;
  /** Null = the vendor does not say. */
  contentType: string | null;
  sizeBytes: number;
  /** Unknown visibility is `internal`. */
  visibility: Visibility;
  byUs: boolean;
  createdAt: Date;
}

export interface DeskFile {
  /** As of a comment. */
  key?: string;
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
  visibility: Visibility;
}

/** A reading of the vendor's own history, where it has one. */
export interface HistoryEntry {
  at: Date;
  byUs: boolean;
  /** Name of the person; null = the vendor's own automation, or nobody knows. */
  by: string | null;
  /** The canonical field that moved; null when the entry does not tell. */
  field: FieldName | null;
  detail: string;
}
