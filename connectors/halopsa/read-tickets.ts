import type { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskRecord, fail, type Result, succeed } from "../contract.ts";
import { requireRows } from "../parse-rows.ts";
import { id as Id, TicketRow } from "./api-types.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { HaloClient, Query } from "./client.ts";
import type { DirectorySource } from "./directory.ts";
import { pageSize, readList, readOne } from "./envelopes.ts";
import { mapRecord, nobody, toTicketId, updatedAt } from "./map-in.ts";
import type { Memory } from "./memory.ts";
import type { UserBook } from "./users.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

export interface ReadWorld {
  client: HaloClient;
  directory: DirectorySource;
  users: UserBook;
  memory: Memory;
  maps: ValueMaps;
}

/** What every listing of tickets asks for, so that its rows hold what is needed. */
export async function listQuery(world: ReadWorld): Answer<Query> {
  const lists = await world.directory();
  if (!lists.ok) return lists;
  const { marker } = lists.value;
  const custom = Object.values(world.maps.custom ?? {}).map(({ field }) => field);
  const wanted = [...(marker === null ? [] : [String(marker.id)]), ...custom];
  return succeed(wanted.length === 0 ? {} : { include_custom_fields: wanted.join(",") });
}

/** Rows as records, with the addresses of their people and what only a direct reading tells of those that ended. */
export async function toRecords(world: ReadWorld, rows: readonly TicketRow[]): Answer<DeskRecord[]> {
  const lists = await world.directory();
  if (!lists.ok) return lists;
  const people = rows.flatMap(({ user_id: userId, client_id: clientId }) =>
    userId !== null && userId > 0 ? [{ userId, clientId }] : [],
  );
  const emails = await world.users.emailsOf(people);
  if (!emails.ok) return emails;
  const records: DeskRecord[] = [];
  for (const row of rows) {
    const mergedInto = await findSurvivor(world, row);
    if (!mergedInto.ok) return mergedInto;
    world.memory.noteStatus(row.id, row.status_id);
    records.push(
      mapRecord(row, {
        site: world.client.site,
        markerFieldId: lists.value.marker?.id ?? null,
        contactEmail: row.user_id === null ? null : (emails.value.get(row.user_id) ?? null),
        mergedInto: mergedInto.value,
        maps: world.maps,
        customFields: lists.value.customFields,
      }),
    );
  }
  return succeed(records);
}

/** Rows of lists do not say into what a ticket was merged. A merged one is closed, so only those are read once more. */
async function findSurvivor(world: ReadWorld, row: TicketRow): Answer<number | null> {
  const told = row.merged_into_id;
  if (told !== undefined && told !== null) return succeed(told > 0 ? told : null);
  if (row.dateclosed === null) return succeed(null);
  const version = updatedAt(row)?.toISOString() ?? "";
  const known = world.memory.survivorOf(row.id, version);
  if (known !== undefined) return succeed(known);
  const detail = await readDetail(world.client, toTicketId(row.id));
  // Gone between two readings: the next reading says so.
  if (!detail.ok) return detail.error.kind === "gone" ? succeed(null) : detail;
  const survivor = (detail.value.merged_into_id ?? 0) > 0 ? (detail.value.merged_into_id ?? null) : null;
  world.memory.noteSurvivor(row.id, version, survivor);
  return succeed(survivor);
}

/** Straight from the database there; a deleted ticket is gone. */
export async function readDetail(client: HaloClient, id: ExternalId): Answer<TicketRow> {
  const query = { includedetails: true, nocache: true };
  const answer = await client.call({ method: "GET", path: `Tickets/${id}`, query, safe: true });
  if (!answer.ok) return answer;
  const row = readOne(TicketRow, "ticket", answer.value, client.redact, id);
  if (!row.ok) return row;
  return row.value.deleted === true || String(row.value.id) !== id
    ? fail({ kind: "gone", detail: "The ticket was deleted." })
    : row;
}

/** Many at once; what a list does not show may be hidden from us, so only a direct reading says that it is gone. */
export async function readTickets(
  world: ReadWorld,
  ids: readonly ExternalId[],
): Answer<ReadonlyMap<ExternalId, DeskRecord>> {
  const rows = new Map<ExternalId, TicketRow>();
  const wanted = [...new Set(ids)].filter((id) => /^\d+$/.test(id));
  for (let start = 0; start < wanted.length && wanted.length > 1; start += pageSize) {
    const batch = await listByIds(world, wanted.slice(start, start + pageSize));
    if (!batch.ok) return batch;
    for (const row of batch.value) rows.set(toTicketId(row.id), row);
  }
  for (const id of wanted.filter((one) => !rows.has(one))) {
    const row = await readDetail(world.client, id);
    if (row.ok) rows.set(id, row.value);
    else if (row.error.kind !== "gone") return row;
  }
  const records = await toRecords(world, [...rows.values()]);
  if (!records.ok) return records;
  return succeed(new Map(records.value.map((record) => [record.externalId, record])));
}

async function listByIds(world: ReadWorld, ids: readonly ExternalId[]): Answer<TicketRow[]> {
  const query = await listQuery(world);
  if (!query.ok) return query;
  const page = { ...query.value, ticketids: ids.join(","), pageinate: true, page_size: pageSize, page_no: 1 };
  const found = await readList(world.client, "Tickets", "tickets", TicketRow, page, { apart: true });
  if (!found.ok) return found;
  const rows = requireRows(found.value, nameTicket);
  if (!rows.ok) return rows;
  return succeed(rows.value.filter((row) => row.deleted !== true && ids.includes(toTicketId(row.id))));
}

export function nameTicket(row: Readonly<Record<string, unknown>>): ExternalId | undefined {
  const parsed = Id.safeParse(row["id"]);
  return parsed.success ? toTicketId(parsed.data) : undefined;
}

/** Client 1 stands for none. */
export function clientOf(row: TicketRow): number | null {
  return row.client_id !== null && row.client_id > nobody ? row.client_id : null;
}
