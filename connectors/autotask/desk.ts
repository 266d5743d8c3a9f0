import { ExternalId, type Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { FieldName } from "../../schemas/ticket.ts";
import {
  type ConnectorError,
  type ConnectorWorld,
  type Desk,
  type DeskComment,
  type DeskRecord,
  fail,
  type Lens,
  type Result,
  succeed,
} from "../contract.ts";
import { parseWith } from "../http.ts";
import { CompanyItem, Created, HistoryItem, NoteItem, Single, TicketItem } from "./api-types.ts";
import { type AutotaskClient, createClient, type Filter } from "./client.ts";
import { createDirectorySource, type Directory } from "./directory.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { mapComment, mapRecord, publishAll, publishInternal, readField } from "./map-in.ts";
import { buildProperties, isTextShape, writeField } from "./map-out.ts";
import { testConnection } from "./test-connection.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Ids in one condition; the vendor refuses more than 500. */
const mostIds = 200;
/** Records are looked for again this far behind the cursor, since several stamps move at different times. */
const overlapMs = 5 * 60_000;
const noteTypeGeneral = 3;
const noteTypeWorkflow = 13;
/** The server works on a request for up to five minutes. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/General/ThreadLimiting.htm */
const longestRequestMs = 5 * 60_000;

export function createDesk(world: ConnectorWorld<Settings, Secrets>): Desk {
  const client = createClient(world);
  const directory = createDirectorySource(client, world.settings.userName, world.clock);
  const { settings } = world;
  return {
    fields: FieldName.options,
    indexLagMs: 0,
    longestRequestMs,
    openLens: async () => {
      const loaded = await directory();
      return loaded.ok ? succeed(createLens(settings, loaded.value)) : loaded;
    },
    read: (ids) => readTickets(client, ids),
    comments: (ids) => readComments(client, directory, ids),
    listChanged: (cursor, since) => listChanged(client, cursor, since),
    findByMarker: (markers) => findByMarker(client, markers),
    create: (draft) => createTicket(client, world, draft),
    write: (change) => writeTicket(client, Number(change.externalId), buildProperties(change.raw)),
    addComment: (id, comment) => addNote(client, Number(id), comment),
    withdraw: async (id, reason) => {
      const noted = await addNote(client, Number(id), { body: reason, visibility: "internal" });
      return noted.ok ? writeTicket(client, Number(id), { status: Number(settings.statusOut.cancelled) }) : noted;
    },
    history: (id, since) => readHistory(client, directory, Number(id), since),
    discover: () => discover(client, directory),
    test: () => testConnection(client, directory),
    close: async () => {},
  };
}

function createLens(settings: Settings, directory: Directory): Lens {
  return {
    from: (field, raw) => readField(field, raw, settings, directory),
    to: (field, value) => writeField(field, value, settings, directory),
    isShapeOf: isTextShape,
  };
}

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
async function readTickets(
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
async function readComments(
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
async function listChanged(client: AutotaskClient, cursor: Json | null, since: Date) {
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

async function findByMarker(client: AutotaskClient, markers: readonly Marker[]): Answer<readonly DeskRecord[]> {
  const found = await queryTickets(client, "externalID", markers);
  return found.ok ? succeed(found.value.toSorted((a, b) => Number(a.externalId) - Number(b.externalId))) : found;
}

async function createTicket(
  client: AutotaskClient,
  world: ConnectorWorld<Settings, Secrets>,
  draft: Parameters<Desk["create"]>[0],
): Answer<{ externalId: ExternalId }> {
  const properties = buildProperties(draft.raw);
  const due = new Date(world.clock.now().getTime() + world.settings.dueHours * 3_600_000).toISOString();
  const answer = await client.call({
    method: "POST",
    path: "Tickets",
    json: {
      queueID: Number(world.settings.queueId),
      dueDateTime: due,
      ...properties,
      companyID: Number(draft.clientRef),
      externalID: draft.marker,
    },
    buckets: ["Tickets"],
    safe: false,
  });
  return toCreated(answer);
}

/** The number of what was made. An answer that cannot be read says nothing of whether it was made. */
async function toCreated(answer: Awaited<ReturnType<AutotaskClient["call"]>>): Answer<{ externalId: ExternalId }> {
  if (!answer.ok) return answer;
  const created = parseWith(Created, answer.value);
  if (!created.ok) return fail({ kind: "unknownOutcome", detail: created.error.detail });
  return succeed({ externalId: ExternalId.parse(String(created.value.itemId)) });
}

async function writeTicket(client: AutotaskClient, id: number, properties: Record<string, Json>): Answer<void> {
  const answer = await client.call({
    method: "PATCH",
    path: "Tickets",
    json: { id, ...properties },
    buckets: ["Tickets"],
    safe: false,
  });
  return answer.ok ? succeed(undefined) : answer;
}

/** Written under the parent, read at the root; whether that counts as the one or the other is not known, so both are asked. */
async function addNote(
  client: AutotaskClient,
  ticketId: number,
  comment: { body: string; visibility: "public" | "internal" },
): Answer<{ externalId: ExternalId }> {
  const title = comment.body.split("\n")[0]?.slice(0, 250) || "Note";
  const answer = await client.call({
    method: "POST",
    path: `Tickets/${ticketId}/Notes`,
    json: {
      ticketID: ticketId,
      title,
      description: comment.body.slice(0, 32_000),
      noteType: noteTypeGeneral,
      publish: comment.visibility === "public" ? publishAll : publishInternal,
    },
    buckets: ["Tickets", "TicketNotes"],
    safe: false,
  });
  return toCreated(answer);
}

/** How the history names the fields that we carry; its texts are for people, so an unknown one counts for every field. */
const historyNames: Readonly<Record<string, FieldName>> = {
  status: "status",
  priority: "priority",
  title: "title",
  "ticket title": "title",
  description: "description",
  queue: "queue",
  "primary resource": "assignee",
  "ticket type": "type",
  resolution: "resolution",
};

/** The vendor takes exactly this one condition. */
async function readHistory(client: AutotaskClient, directory: () => Answer<Directory>, ticketId: number, since: Date) {
  const people = await directory();
  if (!people.ok) return people;
  const items = await client.queryAll("TicketHistory", HistoryItem, [{ op: "eq", field: "ticketID", value: ticketId }]);
  if (!items.ok) return items;
  return succeed(
    items.value
      .filter((item) => item.date > since && !/note|time entry|attachment|create/i.test(item.action ?? ""))
      .map((item) => ({
        at: item.date,
        byUs: item.resourceID !== null && item.resourceID === people.value.ownId,
        by: item.resourceID === null ? null : (people.value.resources.get(item.resourceID)?.name ?? null),
        field: historyNames[(item.detail ?? "").split(":")[0]?.trim().toLowerCase() ?? ""] ?? null,
        detail: item.detail ?? item.action ?? "",
      })),
  );
}

async function discover(client: AutotaskClient, directory: () => Answer<Directory>): ReturnType<Desk["discover"]> {
  const loaded = await directory();
  if (!loaded.ok) return loaded;
  const companies = await client.queryAll("Companies", CompanyItem, [{ op: "gte", field: "id", value: 0 }]);
  if (!companies.ok) return companies;
  const choicesOf = (name: string) =>
    (loaded.value.fields.find((field) => field.name === name)?.picklistValues ?? []).map(
      ({ value, label, isActive }) => ({ value, label, active: isActive }),
    );
  return succeed({
    choices: {
      status: choicesOf("status"),
      priority: choicesOf("priority"),
      queue: choicesOf("queueID"),
      type: choicesOf("ticketType"),
    },
    clients: companies.value.map(({ id, companyName }) => ({
      externalId: ExternalId.parse(String(id)),
      name: companyName,
    })),
  });
}
