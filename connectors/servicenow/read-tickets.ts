import type { ExternalId, Marker } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskRecord, type Result, succeed } from "../contract.ts";
import { requireRows } from "../parse-rows.ts";
import type { TicketRow } from "./api-types.ts";
import { mapRecord } from "./map-in.ts";
import type { DeskParts } from "./parts.ts";
import { inBatches, isOneOf } from "./query.ts";
import { noSla, readSla } from "./read-sla.ts";
import { nameTicket, tablePath } from "./read-page.ts";
import { readAll, readAllApart, readOne } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Rows as records; the people that they name are read with them. */
export async function toRecords(parts: DeskParts, rows: readonly TicketRow[]): Answer<DeskRecord[]> {
  const named = rows.flatMap((row) => [row.assigned_to, row.caller_id]).filter((id) => id !== undefined && id !== "");
  const people = await parts.people.load(named.filter((id) => id !== undefined));
  if (!people.ok) return people;
  const { baseUrl } = parts.client;
  const { table } = parts.settings;
  return succeed(
    rows.map((row) =>
      mapRecord(row, {
        baseUrl,
        table,
        contactEmail: people.value.get(row.caller_id ?? "")?.email ?? null,
        maps: parts.maps,
      }),
    ),
  );
}

/** What a query does not show may be hidden from us; only a direct read says that it is gone. */
export async function readTickets(
  parts: DeskParts,
  ids: readonly ExternalId[],
  lean = false,
): Answer<ReadonlyMap<ExternalId, DeskRecord>> {
  const { client, settings, ticketRow } = parts;
  const rows: TicketRow[] = [];
  for (const batch of inBatches(ids)) {
    const found = await readAllApart(client, tablePath(settings.table), ticketRow, [isOneOf("sys_id", batch)]);
    if (!found.ok) return found;
    const readable = requireRows(found.value, nameTicket);
    if (!readable.ok) return readable;
    rows.push(...readable.value);
  }
  const seen = new Set(rows.map((row) => row.sys_id));
  for (const id of ids.filter((wanted) => !seen.has(wanted))) {
    const single = await readOne(client, settings.table, ticketRow, id);
    if (single.ok) rows.push(single.value);
    else if (single.error.kind !== "gone") return single;
  }
  const records = await toRecords(parts, rows);
  if (!records.ok) return records;
  if (lean) return succeed(new Map(records.value.map((record) => [record.externalId, record])));
  return addSla(parts, records.value);
}

async function addSla(
  { client, settings }: DeskParts,
  records: readonly DeskRecord[],
): Answer<ReadonlyMap<ExternalId, DeskRecord>> {
  const ids = records.map(({ externalId }) => externalId);
  const dates = settings.readSla && ids.length > 0 ? await readSla(client, ids) : succeed(new Map<string, never>());
  if (!dates.ok) return dates;
  return succeed(
    new Map(
      records.map((record) => [record.externalId, { ...record, sla: dates.value.get(record.externalId) ?? noSla }]),
    ),
  );
}

/** Every row is compared with the markers again: a condition that the instance dropped would bring strangers' tickets. */
export async function findByMarker(parts: DeskParts, markers: readonly Marker[]): Answer<readonly DeskRecord[]> {
  const rows: TicketRow[] = [];
  for (const batch of inBatches(markers)) {
    const found = await readAll(parts.client, tablePath(parts.settings.table), parts.ticketRow, [
      isOneOf("correlation_id", batch),
    ]);
    if (!found.ok) return found;
    const wanted = new Set<string>(batch);
    rows.push(...found.value.filter(({ correlation_id: marker }) => wanted.has(marker ?? "")));
  }
  const key = (row: TicketRow) => `${row.sys_created_on}\n${row.sys_id}`;
  return toRecords(
    parts,
    rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
  );
}
