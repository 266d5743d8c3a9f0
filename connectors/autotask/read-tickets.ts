import { ExternalId, type Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type DeskComment, type DeskRecord, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { NoteItem, Single, TicketItem } from "./api-types.ts";
import type { AutotaskClient, Filter } from "./client.ts";
import type { Directory } from "./directory.ts";
import { mapComment, mapRecord } from "./map-in.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Ids in one condition; the vendor refuses more than 500. */
const mostIds = 200;
/** Records are looked for again this far behind the cursor, since several stamps move at different times. */
const overlapMs = 5 * 60_000;
const noteTypeWorkflow = 13;

function inBatches<T>(all: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let start = 0; start < all.length; start += mostIds) batches.push(all.slice(start, start + mostIds));
  return batches;
}

async function webUrlOf(client: AutotaskClient): Promise<string> {
  const zone = await client.zone();
  return zone.ok ? zone.value.webUrl : "";
}

async function queryTickets(
  client: AutotaskClient,
  field: string,
  values: readonly (string | number)[],
): Answer<DeskRecord[]> {
  const records: DeskRecord[] = [];
  for (const batch of inBatches(values)) {
    const found = await client.queryAll("Tickets", TicketItem, [{ op: "in", field, value: batch }]);
    if (!found.ok) return found;
    const webUrl = await webUrlOf(client);
    records.push(...found.value.map((item) => mapRecord(item, webUrl)));
  }
  return succeed(records);
}

/** What a query does not show may be hidden from us; only a direct read says that it is gone. */
export async function readTickets(
  client: AutotaskClient,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, DeskRecord>> {
  const found = await queryTickets(client, "id", ids.map(Number));
  if (!found.ok) return found;
  const records = new Map(found.value.map((record) => [record.externalId, record]));
  for (const id of ids.filter((wanted) => !records.has(wanted))) {
    const single = await readOne(client, id);
    if (single.ok) records.set(id, single.value);
    else if (single.error.kind !== "gone") return single;
  }
  return succeed(records);
}

async function readOne(client: AutotaskClient, id: ExternalId): Answer<DeskRecord> {
  const answer = await client.call({ method: "GET", path: `Tickets/${id}`, buckets: ["Tickets"], safe: true });
  if (!answer.ok) return answer;
  const single = parseWith(Single, answer.value);
  if (!single.ok) return single;
  if (single.value.item === null || single.value.item === undefined)
    return fail({ kind: "gone", detail: "The ticket does not exist." });
  const item = TicketItem.safeParse(single.value.item);
  if (!item.success)
    return fail({
      kind: "unreadable",
      path: `item.${item.error.issues[0]?.path.join(".") ?? ""}`,
      detail: item.error.issues[0]?.message ?? "",
    });
  return succeed(mapRecord(item.data, await webUrlOf(client)));
}

/** Notes of workflow rules are noise and left out. */
export async function readComments(
  client: AutotaskClient,
  directory: () => Answer<Directory>,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, readonly DeskComment[]>> {
  const people = await directory();
  if (!people.ok) return people;
  const comments = new Map<ExternalId, DeskComment[]>(ids.map((id) => [id, []]));
  for (const batch of inBatches(ids)) {
    const notes = await client.queryAll("TicketNotes", NoteItem, [
      { op: "in", field: "ticketID", value: batch.map(Number) },
      { op: "noteq", field: "noteType", value: noteTypeWorkflow },
    ]);
    if (!notes.ok) return notes;
    for (const note of notes.value)
      comments.get(ExternalId.parse(String(note.ticketID)))?.push(mapComment(note, people.value));
  }
  return succeed(comments);
}

interface Cursor {
  /** Largest stamp seen. */
  seen: string;
  /** Where a listing that has more stands: the bound it began with, and the last id. */
  page: { from: string; afterId: number } | null;
}

function toCursor(value: Json | null, since: Date): Cursor {
  if (value !== null && typeof value === "object" && !Array.isArray(value) && typeof value["seen"] === "string") {
    const { page } = value;
    const open = page !== null && typeof page === "object" && !Array.isArray(page) ? page : undefined;
    return {
      seen: value["seen"],
      page: open ? { from: String(open["from"]), afterId: Number(open["afterId"]) } : null,
    };
  }
  return { seen: since.toISOString(), page: null };
}

/** Pages go by id under one fixed bound; the cursor is the largest stamp seen, never our own clock. */
export async function listChanged(client: AutotaskClient, cursor: Json | null, since: Date) {
  const at = toCursor(cursor, since);
  const from =
    at.page?.from ?? new Date(Math.max(since.getTime(), new Date(at.seen).getTime() - overlapMs)).toISOString();
  const stamps = ["lastActivityDate", "lastTrackedModificationDateTime"];
  const filter: Filter[] = [{ op: "or", items: stamps.map((field) => ({ op: "gte", field, value: from })) }];
  const items = await client.queryPage("Tickets", TicketItem, filter, at.page?.afterId ?? null);
  if (!items.ok) return items;
  const webUrl = await webUrlOf(client);
  const records = items.value.map((item) => mapRecord(item, webUrl));
  const seen = records.reduce((latest, { version }) => (version > latest ? version : latest), at.seen);
  const more = items.value.length === 500;
  const next: Cursor = { seen, page: more ? { from, afterId: items.value.at(-1)?.id ?? 0 } : null };
  return succeed({
    records,
    cursor: { seen: next.seen, page: next.page && { from: next.page.from, afterId: next.page.afterId } },
    more,
  });
}

export async function findByMarker(client: AutotaskClient, markers: readonly Marker[]): Answer<readonly DeskRecord[]> {
  const found = await queryTickets(client, "externalID", markers);
  return found.ok ? succeed(found.value.toSorted((a, b) => Number(a.externalId) - Number(b.externalId))) : found;
}
