import type { AuthorKind, Visibility } from "../../schemas/comment.ts";
import type { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, FieldValue, TicketFields } from "../../schemas/ticket.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { Result } from "./result.ts";

/** Answer of a connector call; the error is closed. */
export type Answer<T> = Promise<Result<T, ConnectorError>>;

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
  raw: Partial<Record<FieldName, Json>>;
  createdAt: Date;
  changedAt: Date;
}

export interface DeskComment {
  externalId: ExternalId;
  /** Plain text, lines end in LF. */
  body: string;
  /** Unknown visibility is `internal`. */
  visibility: Visibility;
  authorKind: AuthorKind;
  authorName: string | null;
  /** Written by the account that we sign in with. */
  byUs: boolean;
  createdAt: Date;
}

/** A reading of the vendor's own history, where it has one. */
export interface HistoryEntry {
  at: Date;
  byUs: boolean;
  by: string | null;
  /** The canonical field that moved; null when the entry does not tell. */
  field: FieldName | null;
  detail: string;
}

export type LensReading<F extends FieldName = FieldName> =
  | { kind: "value"; value: TicketFields[F] }
  /** No entry in the value map; the field alone stops, `detail` names what to map. */
  | { kind: "unmapped"; detail: string };
export type LensWriting = { kind: "raw"; raw: Json } | { kind: "unmapped"; detail: string };

/**
 * The two-way mapping of field values, with everything it needs already loaded: pure and synchronous.
 * `from(to(x))` is stable after one pass.
 */
export interface Lens {
  from(field: FieldName, raw: Json): LensReading;
  to(field: FieldName, value: FieldValue): LensWriting;
  /** Whether `back` is what this vendor makes of `sent`: cut, trimmed, other line ends, text from HTML. */
  isShapeOf(field: FieldName, sent: Json, back: Json): boolean;
}

export interface DeskDraft {
  marker: Marker;
  clientRef: ExternalId;
  raw: Partial<Record<FieldName, Json>>;
}

export interface DeskWrite {
  externalId: ExternalId;
  /** Only the fields that differ. */
  raw: Partial<Record<FieldName, Json>>;
}

/** Where a listing by change stands; opaque to the engine, stored as JSON between calls. */
export type DeskCursor = Json;
export interface DeskPage {
  records: readonly DeskRecord[];
  /** To be stored once the page is committed. */
  cursor: DeskCursor;
  /** Whether more is waiting now. */
  more: boolean;
}

/** A value that the vendor lets its admins define, for mapping forms. */
export interface DeskChoice {
  value: string;
  label: string;
  active: boolean;
}
export interface DeskDiscovery {
  choices: Partial<Record<FieldName, readonly DeskChoice[]>>;
  clients: readonly { externalId: ExternalId; name: string }[];
}

export type TestStep = { step: string; ok: boolean; detail: string };

/** What the engine asks of a connected service desk. Many at once wherever the vendor can. */
export interface Desk {
  /** Fields that this connection carries, in both directions. */
  readonly fields: readonly FieldName[];
  /** Longest that a record just written may stay invisible to `findByMarker`; ms. */
  readonly indexLagMs: number;
  /** Longest that the vendor may still work on a request we have given up on; ms. */
  readonly longestRequestMs: number;
  /** Loads (or answers from its cache) what the mapping needs. */
  openLens(): Answer<Lens>;
  /** Direct reads; an id that is missing in the answer's map is `gone`. */
  read(ids: readonly ExternalId[]): Answer<ReadonlyMap<ExternalId, DeskRecord>>;
  /** All comments of these records, oldest first; a record without comments has an empty list. */
  comments(ids: readonly ExternalId[]): Answer<ReadonlyMap<ExternalId, readonly DeskComment[]>>;
  /** Records that changed since the cursor, overlapping; `null` starts at `since`. */
  listChanged(cursor: DeskCursor | null, since: Date): Answer<DeskPage>;
  /** Every record bearing one of these markers, oldest first; two for one marker are twins. */
  findByMarker(markers: readonly Marker[]): Answer<readonly DeskRecord[]>;
  create(draft: DeskDraft): Answer<{ externalId: ExternalId }>;
  write(change: DeskWrite): Answer<void>;
  addComment(id: ExternalId, comment: { body: string; visibility: Visibility }): Answer<{ externalId: ExternalId }>;
  /** Takes a twin out of work, saying why. */
  withdraw(id: ExternalId, reason: string): Answer<void>;
  /** Entries since the instant; only where the manifest says `history`. */
  history?(id: ExternalId, since: Date): Answer<readonly HistoryEntry[]>;
  discover(): Answer<DeskDiscovery>;
  /** Step by step, in words for an admin; writes nothing. */
  test(): Promise<readonly TestStep[]>;
  /** Ends sockets and timers. */
  close(): Promise<void>;
}
