import { ExternalId, type Marker } from "../../schemas/ids.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type DeskPage, type DeskRecord, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { listBroken, parseRows, requireRows } from "../parse-rows.ts";
import { Single, TicketItem } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";
import type { ContactBook } from "./contacts.ts";
import { mapRecord } from "./map-in.ts";
import type { Filter } from "./query.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export interface ReadWorld {
  client: AutotaskClient;
  contacts: ContactBook;
  maps: ValueMaps;
}

/** Ids in one condition; the vendor refuses more than 500. */
const mostIds = 200;
/** Records are looked for again this far behind the cursor, since several stamps move at different times. */
const overlapMs = 5 * 60_000;

export function inBatches<T>(all: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += mostIds) batches.push(all.slice(start, start + mostIds));
  return batches;
}

async function webUrlOf(client: AutotaskClient): Promise<string> {
  const zone = await client.zone();
  return zone.ok ? zone.value.webUrl : "";
}

/** Items as records; their contacts' addresses are read with them. */
async function toRecords(world: ReadWorld, items: readonly TicketItem[]): Answer<DeskRecord[]> {
  const emails = await world.contacts.emailsOf(
    items.flatMap(({ contactID }) => (contactID === null ? [] : [contactID])),
  );
  if (!emails.ok) return emails;
  const webUrl = await webUrlOf(world.client);
  return succeed(
    items.map((item) =>
      mapRecord(item, webUrl, item.contactID === null ? null : (emails.value.get(item.contactID) ?? null), world.maps),
    ),
  );
}

function nameTicket({ id }: Readonly<Record<string, unknown>>): ExternalId | undefined {
  return typeof id === "number" ? ExternalId.parse(String(id)) : undefined;
}

/** The ticket of a note, a time entry or a file. */
export function nameParent({ ticketID }: Readonly<Record<string, unknown>>): ExternalId | undefined {
  return nameTicket({ id: ticketID });
}

async function queryTickets(
  world: ReadWorld,
  field: string,
  values: readonly (string | number)[],
): Answer<DeskRecord[]> {
  const records: DeskRecord[] = [];
  for (const batch of inBatches(values)) {
    const found = await world.client.queryRows("Tickets", TicketItem, [{ op: "in", field, value: batch }]);
    if (!found.ok) return found;
    const rows = requireRows(found.value, nameTicket);
    if (!rows.ok) return rows;
    const mapped = await toRecords(world, rows.value);
    if (!mapped.ok) return mapped;
    records.push(...mapped.value);
  }
  return succeed(records);
}

/** What a query does not show may be hidden from us; only a direct read says that it is gone. */
export async function readTickets(
  world: ReadWorld,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, DeskRecord>> {
  const found = await queryTickets(world, "id", ids.map(Number));
  if (!found.ok) return found;
  const records = new Map(found.value.map((record) => [record.externalId, record]));
  for (const id of ids.filter((wanted) => !records.has(wanted))) {
    const single = await readOne(world, id);
    if (single.ok) records.set(id, single.value);
    else if (single.error.kind !== "gone") return single;
  }
  return succeed(records);
}

async function readOne(world: ReadWorld, id: ExternalId): Answer<DeskRecord> {
  const answer = await world.client.call({ method: "GET", path: `Tickets/${id}`, buckets: ["Tickets"], safe: true });
  if (!answer.ok) return answer;
  const single = parseWith(Single, answer.value);
  if (!single.ok) return single;
  if (single.value.item === null || single.value.item === undefined)
    return fail({ kind: "gone", detail: "The ticket does not exist." });
  const items = requireRows(parseRows(TicketItem, [single.value.item], "item"), nameTicket);
  if (!items.ok) return items;
  const mapped = await toRecords(world, items.value);
  if (!mapped.ok) return mapped;
  const [record] = mapped.value;
  return record ? succeed(record) : fail({ kind: "gone", detail: "The ticket does not exist." });
}

interface Cursor {
  /** What changed until then has been read. */
  seen: string;
  /** Where a listing that has more stands: the bound it began with, when it began, largest stamp so far, and the last id. */
  page: { from: string; start: string; latest: string; afterId: number } | null;
}

/** A stored page of an older version has no beginning of its own: what it had seen then stands for it. */
function toCursor(value: Json | null, since: Date): Cursor {
  const known: Record<string, Json> = isObject(value) ? value : {};
  const { seen, page } = known;
  if (typeof seen !== "string") return { seen: since.toISOString(), page: null };
  if (!isObject(page)) return { seen, page: null };
  const { from, start, latest, afterId } = page;
  return {
    seen,
    page: {
      from: String(from),
      start: String(start ?? seen),
      latest: String(latest ?? seen),
      afterId: Number(afterId),
    },
  };
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * Pages go by id under one fixed bound. In the end the cursor is the largest stamp seen, never our own clock; but not later than
 * the vendor's clock at the first page: what moves behind us while the pages are read is listed the next time.
 */
export async function listChanged(world: ReadWorld, cursor: Json | null, since: Date): Answer<DeskPage> {
  const at = toCursor(cursor, since);
  const from =
    at.page?.from ?? new Date(Math.max(since.getTime(), new Date(at.seen).getTime() - overlapMs)).toISOString();
  const stamps = ["lastActivityDate", "lastTrackedModificationDateTime"];
  const filter: Filter[] = [{ op: "or", items: stamps.map((field) => ({ op: "gte", field, value: from })) }];
  const page = await world.client.queryPage("Tickets", TicketItem, filter, at.page?.afterId ?? null);
  if (!page.ok) return page;
  const { rows, isFull, lastId } = page.value;
  const unreadable = listBroken(page.value, nameTicket);
  if (!unreadable.ok) return unreadable;
  const records = await toRecords(world, rows);
  if (!records.ok) return records;
  const latest = records.value.reduce(
    (most, { version }) => (version > most ? version : most),
    at.page?.latest ?? at.seen,
  );
  const start = at.page?.start ?? page.value.at?.toISOString() ?? latest;
  return succeed({
    records: records.value,
    unreadable: unreadable.value,
    cursor: isFull
      ? { seen: at.seen, page: { from, start, latest, afterId: lastId } }
      : { seen: latest < start ? latest : start, page: null },
    more: isFull,
  });
}

export async function findByMarker(world: ReadWorld, markers: readonly Marker[]): Answer<readonly DeskRecord[]> {
  const found = await queryTickets(world, "externalID", markers);
  return found.ok ? succeed(found.value.toSorted((a, b) => Number(a.externalId) - Number(b.externalId))) : found;
}
