import type { Visibility } from "../../schemas/comment.ts";
import type { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName } from "../../schemas/ticket.ts";
import type {
  DeskComment,
  DeskCommentDraft,
  DeskDraft,
  DeskPage,
  DeskRecord,
  HistoryEntry,
} from "../../core/ports/desk.ts";
import { type Answer, type Clock, type DeskName, dialects, traits } from "./setting.ts";

export interface StoredComment {
  externalId: ExternalId;
  body: string;
  visibility: Visibility;
  byUs: boolean;
  author: string;
  createdAt: Date;
}
export interface StoredRecord {
  externalId: ExternalId;
  clientRef: ExternalId;
  marker: Marker | null;
  mergedInto: ExternalId | null;
  raw: Partial<Record<FieldName, Json>>;
  /** The desk's own clock at the last change; it ticks once a change. */
  version: number;
  /** Changes of this record, each call or deed one: its own version. */
  count: number;
  createdAt: Date;
  comments: StoredComment[];
  history: { at: number; byUs: boolean; field: FieldName; raw: Json }[];
}

export const blanked = "[removed]";
const fine: Answer<undefined> = { ok: true, value: undefined };

/** One service desk as its vendor runs it: records, comments, versions, a history, and its own manner with what it is told. */
export class RingDesk {
  readonly name: DeskName;
  readonly records = new Map<ExternalId, StoredRecord>();
  /** Webhooks that have not been delivered yet. */
  readonly webhooks: ExternalId[] = [];
  readonly #clock: Clock;
  #version = 0;
  #keys = 0;

  constructor(name: DeskName, clock: Clock) {
    this.name = name;
    this.#clock = clock;
  }

  // What technicians do, and what happens to a record whoever does it.

  open(clientRef: ExternalId, raw: StoredRecord["raw"], marker: Marker | null = null, createdAt?: Date): StoredRecord {
    const record: StoredRecord = {
      externalId: this.#key("r"),
      clientRef,
      marker,
      mergedInto: null,
      raw: {},
      version: 0,
      count: 0,
      createdAt: createdAt ?? this.#clock.now(),
      comments: [],
      history: [],
    };
    this.records.set(record.externalId, record);
    for (const [field, value] of Object.entries(raw) as [FieldName, Json][]) record.raw[field] = value;
    this.touch(record);
    return record;
  }

  set(record: StoredRecord, field: FieldName, raw: Json, byUs: boolean): void {
    this.touch(record);
    this.#set(record, field, raw, byUs);
  }

  #set(record: StoredRecord, field: FieldName, raw: Json, byUs: boolean): void {
    record.raw[field] = raw;
    record.history.push({ at: record.version, byUs, field, raw });
  }

  say(record: StoredRecord, body: string, visibility: Visibility, byUs: boolean): StoredComment {
    const author = byUs ? "Interdesk" : traits[this.name].author;
    const createdAt = this.#clock.now();
    const comment = { externalId: this.#key("c"), body, visibility, byUs, author, createdAt };
    record.comments.push(comment);
    this.touch(record);
    return comment;
  }

  remove(record: StoredRecord, comment: StoredComment): void {
    record.comments.splice(record.comments.indexOf(comment), 1);
    this.touch(record);
  }

  delete(record: StoredRecord): void {
    this.records.delete(record.externalId);
    this.webhooks.push(record.externalId);
  }

  touch(record: StoredRecord): void {
    this.#version += 1;
    record.version = this.#version;
    record.count += 1;
    this.webhooks.push(record.externalId);
  }

  // What its API answers.

  read(ids: readonly ExternalId[]): Answer<ReadonlyMap<ExternalId, DeskRecord>> {
    const found = ids.flatMap((id) => this.records.get(id) ?? []);
    return { ok: true, value: new Map(found.map((record) => [record.externalId, tellRecord(record)])) };
  }

  listChanged(after: number): Answer<DeskPage> {
    const changed = [...this.records.values()].filter(({ version }) => version > after);
    const records = changed.toSorted((one, other) => one.version - other.version).map(tellRecord);
    return { ok: true, value: { records, cursor: this.#version, more: false } };
  }

  comments(id: ExternalId): readonly DeskComment[] {
    return (this.records.get(id)?.comments ?? []).map(({ author, ...comment }) => ({
      ...comment,
      authorKind: "technician",
      authorName: author,
    }));
  }

  findByMarker(markers: readonly Marker[]): Answer<readonly DeskRecord[]> {
    const found = [...this.records.values()].filter(({ marker }) => marker !== null && markers.includes(marker));
    return { ok: true, value: found.map(tellRecord) };
  }

  create(draft: DeskDraft): Answer<{ externalId: ExternalId }> {
    const status = dialects[this.name].statusOut.new ?? null;
    const empty = { title: "(none)", status, priority: 3, assignee: null, resolution: null };
    const record = this.open(draft.clientRef, empty, draft.marker);
    this.#writeAll(record, draft.raw);
    return { ok: true, value: { externalId: record.externalId } };
  }

  write(id: ExternalId, raw: StoredRecord["raw"]): Answer<undefined> {
    const record = this.records.get(id);
    if (!record) return gone;
    const { closedForGood } = traits[this.name];
    if (
      closedForGood !== undefined &&
      record.raw.status === closedForGood &&
      (raw.status ?? closedForGood) !== closedForGood
    )
      return { ok: false, error: { kind: "rejected", field: "state", detail: "It is closed for good." } };
    this.#writeAll(record, raw);
    return fine;
  }

  /** Twins should never come to be: one that is withdrawn stays, for the judge to see. */
  withdraw(id: ExternalId): Answer<undefined> {
    return this.records.has(id) ? fine : gone;
  }

  addComment(id: ExternalId, draft: DeskCommentDraft): Answer<{ externalId: ExternalId }> {
    const record = this.records.get(id);
    if (!record) return gone;
    const said = this.say(record, traits[this.name].shape(draft.body), draft.visibility, true);
    return { ok: true, value: { externalId: said.externalId } };
  }

  editComment(id: ExternalId, commentId: ExternalId, draft: DeskCommentDraft | null): Answer<undefined> {
    const record = this.records.get(id);
    const comment = record?.comments.find(({ externalId }) => externalId === commentId);
    if (!record || !comment) return gone;
    if (draft === null && !traits[this.name].blanks(comment.visibility)) {
      this.remove(record, comment);
      return fine;
    }
    comment.body = draft === null ? blanked : traits[this.name].shape(draft.body);
    comment.visibility = draft?.visibility ?? "internal";
    this.touch(record);
    return fine;
  }

  history(id: ExternalId, since: Date): Answer<readonly HistoryEntry[]> {
    const entries = (this.records.get(id)?.history ?? []).map(({ at, byUs, field, raw }) => {
      return { at: new Date(at), byUs, by: byUs ? null : traits[this.name].author, field, detail: JSON.stringify(raw) };
    });
    return { ok: true, value: entries.filter(({ at }) => at >= since) };
  }

  /** Titles are cut, one priority is dropped without a word, and what is the same already leaves no entry. */
  #writeAll(record: StoredRecord, raw: StoredRecord["raw"]): void {
    const dialect = dialects[this.name];
    this.touch(record);
    for (const [field, value] of Object.entries(raw) as [FieldName, Json][]) {
      if (field === "priority" && value === dialect.refusedPriority) continue;
      const kept = field === "title" ? String(value).trim().slice(0, dialect.titleLength) : value;
      if (record.raw[field] !== kept) this.#set(record, field, kept, true);
    }
  }

  #key(kind: string): ExternalId {
    this.#keys += 1;
    return `${this.name}-${kind}${this.#keys}` as ExternalId;
  }
}

const gone: Answer<never> = { ok: false, error: { kind: "gone", detail: "The record is no longer there." } };

function tellRecord(record: StoredRecord): DeskRecord {
  return {
    externalId: record.externalId,
    number: record.externalId,
    url: null,
    version: String(record.count).padStart(8, "0"),
    marker: record.marker,
    clientRef: record.clientRef,
    mergedInto: record.mergedInto,
    raw: { ...record.raw },
    createdAt: record.createdAt,
    changedAt: new Date(record.version),
    // Made in one call, which counts as two of its changes.
    untouched: record.count <= 2,
  };
}
