import { ExchangePage, type ExchangeRecord } from "../../schemas/exchange.ts";
import { ExternalId } from "../../schemas/ids.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import {
  type ConnectorError,
  type ConnectorWorld,
  type Desk,
  type DeskAttachment,
  type DeskComment,
  type DeskRecord,
  fail,
  type RecordShelf,
  type Result,
  succeed,
} from "../contract.ts";
import { parseWith } from "../http.ts";
import { listTold, toRaw } from "./custom.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { judge } from "./send.ts";
import { createShelfDesk, type KnownRecord, type LookUp } from "./shelf-desk.ts";
import { testConnection } from "./test-connection.ts";

type World = ConnectorWorld<Settings, Secrets>;
type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Ids in one address; it stays below 8,000 characters. */
const mostIds = 30;
const mostAnswerBytes = 50_000_000;

/** A desk with a read address: messages are hints, and what it answers is the truth. */
export function createReadDesk(world: World, shelf: RecordShelf, readUrl: string): Desk {
  const toRecord = (ticket: ExchangeRecord) => toDeskRecord(ticket, world.maps);
  const get = (query: Readonly<Record<string, string>>) => getPage(world, `${readUrl}/tickets`, query);
  const read = async (ids: readonly ExternalId[]): Answer<Map<ExternalId, ExchangeRecord>> => {
    const found = new Map<ExternalId, ExchangeRecord>();
    for (let start = 0; start < ids.length; start += mostIds) {
      const page = await get({ ids: ids.slice(start, start + mostIds).join(",") });
      if (!page.ok) return page;
      for (const ticket of page.value.tickets) found.set(ExternalId.parse(ticket.id), ticket);
    }
    return succeed(found);
  };
  const lookUp: LookUp = async (id) => mapAnswer(await read([id]), (found) => toKnown(found.get(id)));
  return {
    ...createShelfDesk(world, shelf, lookUp),
    findByMarker: async (markers) => {
      const byKey = new Map(markers.map((marker) => [String(marker), marker]));
      return mapAnswer(await read(markers.map((marker) => ExternalId.parse(marker))), (found) =>
        [...found.values()].map((ticket) => ({ ...toRecord(ticket), marker: byKey.get(ticket.id) ?? null })),
      );
    },
    read: async (ids) => mapAnswer(await read(ids), (found) => mapValues(found, toRecord)),
    comments: async (ids) =>
      mapAnswer(await read(ids), (found) =>
        fillFrom(ids, found, ({ comments }) => comments.map((one) => toComment(one, shelf.owner))),
      ),
    attachments: async (ids) =>
      mapAnswer(await read(ids), (found) =>
        fillFrom(ids, found, ({ attachments }) => attachments.map((one) => toAttachment(one, shelf.owner))),
      ),
    readAttachment: (id, { externalId }, mostBytes) =>
      getBytes(
        world,
        `${readUrl}/tickets/${encodeURIComponent(id)}/attachments/${encodeURIComponent(externalId)}`,
        mostBytes,
      ),
    listChanged: async (cursor, since) => {
      const page = await get(typeof cursor === "string" ? { cursor } : { changedSince: since.toISOString() });
      return mapAnswer(page, ({ tickets, cursor: next, more }) => ({
        records: tickets.map(toRecord),
        cursor: next ?? cursor ?? null,
        more: more && next !== null && next !== undefined,
      }));
    },
    test: () => testConnection(world, shelf.owner, () => get({ changedSince: world.clock.now().toISOString() })),
  };
}

async function getPage(world: World, url: string, query: Readonly<Record<string, string>>): Answer<ExchangePage> {
  const answer = await world.http.request({
    method: "GET",
    url: `${url}?${new URLSearchParams(query).toString()}`,
    headers: { accept: "application/json", ...bearerOf(world) },
    buckets: [{ name: "reads", slots: world.settings.concurrency }],
    safe: true,
  });
  if (!answer.ok) return answer;
  const judged = judge(answer.value, world.http.redact);
  return judged.ok ? parseWith(ExchangePage, judged.value) : judged;
}

async function getBytes(world: World, url: string, mostBytes: number): Answer<Uint8Array> {
  const answer = await world.http.request({
    method: "GET",
    url,
    headers: bearerOf(world),
    buckets: [{ name: "reads", slots: world.settings.concurrency }],
    safe: true,
    mostAnswerBytes: Math.min(mostBytes, mostAnswerBytes),
  });
  if (!answer.ok) return answer;
  const judged = judge(answer.value, world.http.redact);
  if (!judged.ok) return judged;
  const bytes = judged.value.bytes ?? new Uint8Array();
  if (bytes.length <= mostBytes) return succeed(bytes);
  return fail({ kind: "unreadable", path: "", detail: `The file is larger than ${mostBytes} bytes.` });
}

function bearerOf({ secrets }: World): Record<string, string> {
  return secrets.readToken === undefined ? {} : { authorization: `Bearer ${secrets.readToken}` };
}

function toKnown(ticket: ExchangeRecord | undefined): KnownRecord | undefined {
  if (!ticket) return undefined;
  const versions = Object.entries(ticket.versions ?? {}).map(([field, version]) => [field, { version }]);
  const comments = ticket.comments.map(({ id, author, createdAt, version }) => [
    id,
    { authorName: author.name ?? null, authorKind: author.kind, createdAt, version },
  ]);
  return {
    clientId: ticket.client.id,
    createdAt: ticket.createdAt,
    changedAt: ticket.updatedAt,
    fields: Object.fromEntries(versions),
    comments: Object.fromEntries(comments),
  };
}

function toDeskRecord(ticket: ExchangeRecord, maps: ValueMaps): DeskRecord {
  return {
    externalId: ExternalId.parse(ticket.id),
    number: ticket.number ?? ticket.id,
    url: ticket.url ?? null,
    version: ticket.version ?? ticket.updatedAt,
    marker: null,
    clientRef: ExternalId.parse(ticket.client.id),
    raw: toRaw(new Map(listTold(ticket)), maps),
    createdAt: new Date(ticket.createdAt),
    changedAt: new Date(ticket.updatedAt),
  };
}

function toComment(comment: ExchangeRecord["comments"][number], own: string): DeskComment {
  return {
    externalId: ExternalId.parse(comment.id),
    body: comment.body,
    format: comment.format,
    visibility: comment.visibility,
    authorKind: comment.author.kind,
    authorName: comment.author.name ?? null,
    byUs: comment.sender === own,
    createdAt: new Date(comment.createdAt),
  };
}

function toAttachment(file: ExchangeRecord["attachments"][number], own: string): DeskAttachment {
  const { fileName, contentType, sizeBytes, visibility } = file;
  const byUs = file.sender === own;
  return {
    externalId: ExternalId.parse(file.id),
    fileName,
    contentType,
    sizeBytes,
    visibility,
    byUs,
    createdAt: new Date(file.createdAt),
  };
}

function mapAnswer<T, U>(answer: Result<T, ConnectorError>, map: (value: T) => U): Result<U, ConnectorError> {
  return answer.ok ? succeed(map(answer.value)) : answer;
}

function mapValues<T, U>(found: ReadonlyMap<ExternalId, T>, map: (value: T) => U): ReadonlyMap<ExternalId, U> {
  return new Map([...found].map(([id, value]) => [id, map(value)]));
}

function fillFrom<T>(
  ids: readonly ExternalId[],
  found: ReadonlyMap<ExternalId, ExchangeRecord>,
  map: (record: ExchangeRecord) => readonly T[],
): ReadonlyMap<ExternalId, readonly T[]> {
  return new Map(
    ids.map((id) => {
      const record = found.get(id);
      return [id, record ? map(record) : []];
    }),
  );
}
