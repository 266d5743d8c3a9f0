import type { Marker } from "../../schemas/ids.ts";
import { type ConnectorError, type DeskRecord, fail, type Result, succeed } from "../contract.ts";
import { TicketRow } from "./api-types.ts";
import { readPages } from "./envelopes.ts";
import { isTicket, overlapMs } from "./list-tickets.ts";
import { readMarker, toTicketId } from "./map-in.ts";
import { readDetail, type ReadWorld, toRecords } from "./read-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Rows without the marker field that are read directly, at most. */
const mostDirect = 100;

/**
 * There is no search by a custom field that can be trusted: what is new is listed with the field, newest first, and looked
 * at here.
 */
export async function findByMarker(
  world: ReadWorld,
  markers: readonly Marker[],
  since: Date,
): Answer<readonly DeskRecord[]> {
  const lists = await world.directory();
  if (!lists.ok) return lists;
  const fieldId = lists.value.marker?.id;
  if (fieldId === undefined) return fail(noMarkerField);
  const from = new Date(since.getTime() - overlapMs);
  const query = {
    include_custom_fields: fieldId,
    lastupdatefromdate: from.toISOString(),
    order: "id",
    orderdesc: true,
  };
  const enough = (page: readonly TicketRow[]) => isPast(page, from);
  const rows = await readPages(world.client, "Tickets", "tickets", TicketRow, query, enough, { keep: isTicket });
  if (!rows.ok) return rows;
  const made = rows.value.filter((row) => row.deleted !== true && !isMadeBefore(row, from));
  const complete = await withFields(world, made);
  if (!complete.ok) return complete;
  const wanted = new Set<string>(markers);
  const found = complete.value.filter((row) => wanted.has(readMarker(row, fieldId) ?? ""));
  return toRecords(
    world,
    found.toSorted((a, b) => a.id - b.id),
  );
}

export const noMarkerField: ConnectorError = {
  kind: "forbidden",
  detail:
    "The marker field does not exist, or the API agent cannot see it. Without it a ticket made by Interdesk cannot be found again.",
};

function isMadeBefore(row: TicketRow, from: Date): boolean {
  const at = row.datecreated ?? row.dateoccurred;
  return at !== null && at < from;
}

/** Numbers rise, so a page of older tickets ends the listing, if it is really ordered by number. */
function isPast(page: readonly TicketRow[], from: Date): boolean {
  const falls = page.every((row, index) => index === 0 || row.id < (page[index - 1]?.id ?? 0));
  return falls && page.length > 0 && page.every((row) => isMadeBefore(row, from));
}

/** A row without any custom fields may have left them out: whether it bears a marker is asked of the ticket itself. */
async function withFields(world: ReadWorld, rows: readonly TicketRow[]): Answer<TicketRow[]> {
  const bare = rows.filter(({ customfields }) => customfields === undefined || customfields === null);
  if (bare.length > mostDirect)
    return fail({
      kind: "unreadable",
      path: "tickets.customfields",
      detail:
        "Halo lists tickets without the marker field. Is the field shown on tickets, and visible to the API agent?",
    });
  const complete = rows.filter((row) => !bare.includes(row));
  for (const { id } of bare) {
    const detail = await readDetail(world.client, toTicketId(id));
    if (detail.ok) complete.push(detail.value);
    else if (detail.error.kind !== "gone") return detail;
  }
  return succeed(complete);
}
