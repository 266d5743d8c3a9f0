import type { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName } from "../../schemas/ticket.ts";
import type { ConnectorError, UnreadableRecord } from "./connector-error.ts";
import type {
  DeskAttachment,
  DeskComment,
  DeskCommentDraft,
  DeskFile,
  DeskRecord,
  HistoryEntry,
  MissingComment,
} from "./desk-record.ts";
import type { Lens } from "./lens.ts";
import type { Result } from "./result.ts";

export type * from "./desk-record.ts";
export type * from "./lens.ts";
export type * from "./record-shelf.ts";

/** Answer of a connector call; the error is closed. */
export type Answer<T> = Promise<Result<T, ConnectorError>>;

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
  /** Records of this page that broke the schema while the others did not. */
  unreadable?: readonly UnreadableRecord[];
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
  /** Fields of the customer's own, by the key that `custom` mappings name. */
  customFields?: readonly { key: string; label: string }[];
}

export type TestStep = { step: string; ok: boolean; detail: string };

/** What the engine asks of a connected service desk. Many at once wherever the vendor can. */
export interface Desk {
  /** Fields that this connection carries, in both directions. */
  readonly fields: readonly FieldName[];
  /** Longest that a record just written may stay invisible to `findByMarker`; ms. */
  readonly indexLagMs: number;
  /** Largest file that may be written there; bytes. 0 = none. */
  readonly attachmentLimitBytes: number;
  /** Longest that the vendor may still work on a request we have given up on; ms. */
  readonly longestRequestMs: number;
  /**
   * How many records are read, with all that is said on them, before what was seen is kept: where each of them costs calls of
   * its own, so that a reading that breaks off has still come on. Absent = as many as a call lists.
   */
  readonly recordsAtOnce?: number;
  /** Loads (or answers from its cache) what the mapping needs. */
  openLens(): Answer<Lens>;
  /**
   * Direct reads; an id that is missing in the answer's map is `gone`. Where some are unreadable the error names them.
   *
   * @param lean fields only: what costs calls of its own and only people look at, such as SLA dates, may be left out
   */
  read(ids: readonly ExternalId[], lean?: boolean): Answer<ReadonlyMap<ExternalId, DeskRecord>>;
  /** All comments of these records, oldest first; a record without comments has an empty list. */
  comments(ids: readonly ExternalId[]): Answer<ReadonlyMap<ExternalId, readonly DeskComment[]>>;
  /**
   * Which of these comments of a record, that are not shown any more, were deleted; of the others nobody knows: a right may have
   * been lost. A desk whose comments can never be deleted answers with none. Absent: the complete list is all there is to go by.
   */
  deletedComments?(id: ExternalId, missing: readonly MissingComment[]): Answer<ReadonlySet<ExternalId>>;
  /** Records that changed since the cursor, overlapping; `null` starts at `since`. */
  listChanged(cursor: DeskCursor | null, since: Date): Answer<DeskPage>;
  /**
   * Every record bearing one of these markers, oldest first; two for one marker are twins.
   *
   * @param since none of them was made before; for desks that can only list what is new and look
   */
  findByMarker(markers: readonly Marker[], since: Date): Answer<readonly DeskRecord[]>;
  create(draft: DeskDraft): Answer<{ externalId: ExternalId }>;
  write(change: DeskWrite): Answer<void>;
  addComment(id: ExternalId, comment: DeskCommentDraft): Answer<{ externalId: ExternalId }>;
  /** How a comment that we write will read back, where that is not as it was given; pure. */
  shapeComment?(comment: DeskCommentDraft): string;
  /** Only where the manifest says `editComments`; null takes the comment away, as far as the vendor can. */
  editComment?(id: ExternalId, commentId: ExternalId, comment: DeskCommentDraft | null): Answer<void>;
  /** These three only where the manifest says `attachments`. All files of these records, oldest first. */
  attachments?(ids: readonly ExternalId[]): Answer<ReadonlyMap<ExternalId, readonly DeskAttachment[]>>;
  /** The bytes; `unreadable` when they are more than `mostBytes`. */
  readAttachment?(id: ExternalId, attachment: DeskAttachment, mostBytes: number): Answer<Uint8Array>;
  addAttachment?(id: ExternalId, file: DeskFile): Answer<{ externalId: ExternalId }>;
  /** Takes a twin out of work, saying why. */
  withdraw(id: ExternalId, reason: string): Answer<void>;
  /**
   * Whether more has happened to a record between two of its versions than so many calls of ours: only where versions count,
   * and there is no history. Pure.
   */
  sawMore?(before: string, after: string, ownCalls: number): boolean;
  /** Entries since the instant; only where the manifest says `history`. */
  history?(id: ExternalId, since: Date): Answer<readonly HistoryEntry[]>;
  discover(): Answer<DeskDiscovery>;
  /** Makes sure that exactly one working webhook of ours exists; only where the manifest says `registerWebhook`. */
  ensureWebhook?(hookUrl: string): Answer<{ state: "present" | "made" | "repaired"; detail: string }>;
  /** Takes our webhooks away, when the connection is removed. */
  removeWebhook?(hookUrl: string): Answer<void>;
  /** Step by step, each told as soon as it is known, in words for an admin; writes nothing. */
  test(): AsyncIterable<TestStep>;
  /** Ends sockets and timers. */
  close(): Promise<void>;
}
