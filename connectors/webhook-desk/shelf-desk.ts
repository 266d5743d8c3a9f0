import { createHash } from "node:crypto";
import { ExternalId } from "../../schemas/ids.ts";
import { type FieldName, FixedField } from "../../schemas/ticket.ts";
import {
  type ConnectorError,
  type ConnectorWorld,
  type Desk,
  type DeskCommentDraft,
  fail,
  type RecordShelf,
  type Result,
  succeed,
} from "../contract.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { listFields } from "../custom-fields.ts";
import { toMessage } from "./custom.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { createLens, toAttachments, toComments, toDeskRecord } from "./map.ts";
import { type Draft, sendMessage } from "./send.ts";
import { mergeMessage, ShelfRecord } from "./shelf-record.ts";
import { testConnection } from "./test-connection.ts";

type World = ConnectorWorld<Settings, Secrets>;
type Answer<T> = Promise<Result<T, ConnectorError>>;

/** With its base64 and the envelope below the usual limit of a webhook's body. */
const attachmentLimitBytes = 350_000;

/**
 * A desk that cannot be asked: what its messages have told is read from the shelf, and what we send is put there once it
 * was taken.
 */
export function createShelfDesk(
  world: World,
  shelf: RecordShelf,
  lookUp: LookUp = async (id) => succeed((await readShelf(shelf, [id])).get(id)),
): Desk {
  const records = (ids: readonly ExternalId[]) => readShelf(shelf, ids);
  const { maps } = world;
  const lens = createLens(maps);
  const send = (id: ExternalId, draft: Draft) => sendAndShelve(world, shelf, id, draft);
  return {
    fields: listFields(FixedField.options, maps),
    indexLagMs: 0,
    attachmentLimitBytes,
    longestRequestMs: 0,
    openLens: async () => succeed(lens),
    read: async (ids) => succeed(mapEach(await records(ids), (record, id) => toDeskRecord(id, record, maps))),
    comments: async (ids) => succeed(fill(ids, await records(ids), (record) => toComments(record, shelf.owner))),
    // Every message is kept with a hint to read it: there is nothing that a listing could add.
    listChanged: async (cursor) => succeed({ records: [], cursor: cursor ?? null, more: false }),
    findByMarker: async (markers) => {
      const found = await records(markers.map((marker) => ExternalId.parse(marker)));
      const marked = [...found]
        .map(([id, record]) => toDeskRecord(id, record, maps))
        .filter((one) => one !== undefined);
      const byKey = new Map(markers.map((marker) => [String(marker), marker]));
      return succeed(marked.map((record) => ({ ...record, marker: byKey.get(record.externalId) ?? null })));
    },
    create: (draft) => createTicket(world, shelf, draft),
    write: async ({ externalId, raw }) => writeTicket(lookUp, maps, externalId, raw, send),
    addComment: (id, comment) => addComment(world, id, comment, send),
    editComment: (id, commentId, comment) => editComment(lookUp, id, commentId, comment, send),
    attachments: async (ids) => succeed(fill(ids, await records(ids), (record) => toAttachments(record, shelf.owner))),
    readAttachment: async (id, { externalId }, mostBytes) => {
      const file = (await records([id])).get(id)?.attachments[externalId];
      if (!file) return fail({ kind: "gone", detail: "The file is not there." });
      const bytes = Buffer.from(file.data, "base64");
      if (bytes.length <= mostBytes) return succeed(bytes);
      return fail({ kind: "unreadable", path: "data", detail: `The file is larger than ${mostBytes} bytes.` });
    },
    addAttachment: (id, file) => {
      const data = Buffer.from(file.bytes).toString("base64");
      const { fileName, contentType, visibility } = file;
      const fileId = file.key ?? createHash("sha256").update(file.bytes).digest("hex");
      const createdAt = world.clock.now().toISOString();
      const child = { id: fileId, ticketId: id, fileName, contentType, visibility, createdAt, data };
      return made(fileId, send(id, { type: "attachment.created", data: child }));
    },
    withdraw: (id, reason) => writeTicket(lookUp, maps, id, { status: "cancelled", resolution: reason }, send),
    discover: async () => succeed({ choices: {}, clients: [] }),
    test: () => testConnection(world, shelf.owner),
    close: async () => {},
  };
}

/** What is known of a ticket that is to be changed, wherever it is read from. */
export type KnownRecord = Pick<ShelfRecord, "clientId" | "createdAt" | "changedAt"> & {
  fields: Partial<Record<FieldName, { version: number }>>;
  comments: Record<
    string,
    Pick<ShelfRecord["comments"][string], "authorName" | "authorKind" | "createdAt" | "version"> & { deleted?: boolean }
  >;
};
export type LookUp = (id: ExternalId) => Answer<KnownRecord | undefined>;

type Send = (id: ExternalId, draft: Draft) => Answer<void>;

async function readShelf(shelf: RecordShelf, ids: readonly ExternalId[]): Promise<Map<ExternalId, ShelfRecord>> {
  const found = await shelf.get(ids);
  return new Map([...found].map(([id, json]) => [id, ShelfRecord.parse(json)]));
}

function mapEach<T>(
  records: ReadonlyMap<ExternalId, ShelfRecord>,
  map: (record: ShelfRecord, id: ExternalId) => T | undefined,
): ReadonlyMap<ExternalId, T> {
  const mapped = new Map<ExternalId, T>();
  for (const [id, record] of records) {
    const value = map(record, id);
    if (value !== undefined) mapped.set(id, value);
  }
  return mapped;
}

function fill<T>(
  ids: readonly ExternalId[],
  records: ReadonlyMap<ExternalId, ShelfRecord>,
  map: (record: ShelfRecord) => readonly T[],
): ReadonlyMap<ExternalId, readonly T[]> {
  return new Map(
    ids.map((id) => {
      const record = records.get(id);
      return [id, record ? map(record) : []];
    }),
  );
}

/** On the shelf only once it was taken: what was not taken is owed still. */
async function sendAndShelve(world: World, shelf: RecordShelf, id: ExternalId, draft: Draft): Answer<void> {
  const sent = await sendMessage(world, shelf.owner, draft);
  if (!sent.ok) return sent;
  const { message } = sent.value;
  if (message.type === "ping") return succeed(undefined);
  await shelf.update(id, (known) => mergeMessage(known === undefined ? undefined : ShelfRecord.parse(known), message));
  return succeed(undefined);
}

/** Our marker is the ticket's key for both sides, unless the answer names theirs. */
async function createTicket(
  world: World,
  shelf: RecordShelf,
  { marker, clientRef, raw }: Parameters<Desk["create"]>[0],
): Answer<{ externalId: ExternalId }> {
  const now = world.clock.now().toISOString();
  const told = toMessage(raw, world.maps, () => 1);
  const data = { id: marker, client: { id: clientRef }, createdAt: now, updatedAt: now, ...told };
  const sent = await sendMessage(world, shelf.owner, { type: "ticket.created", data });
  if (!sent.ok) return sent;
  const { message, answer } = sent.value;
  const externalId = ExternalId.parse(answer.id ?? marker);
  if (message.type !== "ping")
    await shelf.update(externalId, (known) =>
      mergeMessage(known === undefined ? undefined : ShelfRecord.parse(known), message),
    );
  return succeed({ externalId });
}

/** Each edit carries the next version of its field. */
async function writeTicket(
  lookUp: LookUp,
  maps: ValueMaps,
  id: ExternalId,
  raw: Parameters<Desk["write"]>[0]["raw"],
  send: Send,
): Answer<void> {
  const found = await lookUp(id);
  if (!found.ok) return found;
  const known = found.value;
  if (!known || known.clientId === null) return fail({ kind: "gone", detail: "Nothing is known of this ticket." });
  const told = toMessage(raw, maps, (field) => (known.fields[field]?.version ?? 0) + 1);
  const { createdAt, changedAt: updatedAt } = known;
  const data = { id, client: { id: known.clientId }, createdAt, updatedAt, ...told };
  return send(id, { type: "ticket.updated", data });
}

async function addComment(
  world: World,
  id: ExternalId,
  comment: DeskCommentDraft,
  send: Send,
): Answer<{ externalId: ExternalId }> {
  const createdAt = world.clock.now().toISOString();
  const hash = createHash("sha256").update(`${id}\n${comment.body}`).digest("hex").slice(0, 32);
  const commentId = comment.key ?? hash;
  const { body, format, visibility } = comment;
  const author = { kind: "technician" as const };
  const child = { id: commentId, ticketId: id, body, format, visibility, author, createdAt, version: 1 };
  return made(commentId, send(id, { type: "comment.created", data: child }));
}

async function editComment(
  lookUp: LookUp,
  id: ExternalId,
  commentId: ExternalId,
  comment: DeskCommentDraft | null,
  send: Send,
): Answer<void> {
  const found = await lookUp(id);
  if (!found.ok) return found;
  const known = found.value?.comments[commentId];
  if (!known || known.deleted === true) return fail({ kind: "gone", detail: "The comment is not known there." });
  if (!comment) return send(id, { type: "comment.deleted", data: { id: commentId, ticketId: id } });
  const { body, format, visibility } = comment;
  const author = { name: known.authorName, kind: known.authorKind };
  const { createdAt, version } = known;
  const child = { id: commentId, ticketId: id, body, format, visibility, author, createdAt, version: version + 1 };
  return send(id, { type: "comment.updated", data: child });
}

async function made(id: string, sent: Answer<void>): Answer<{ externalId: ExternalId }> {
  const answer = await sent;
  return answer.ok ? succeed({ externalId: ExternalId.parse(id) }) : answer;
}
