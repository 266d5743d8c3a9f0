import { z } from "zod";
import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type DeskPage, fail, type Result, succeed } from "../contract.ts";
import { listBroken } from "../parse-rows.ts";
import { TicketRow } from "./api-types.ts";
import { isLastPage, pageSize, readList, type Rows } from "./envelopes.ts";
import { latestOf, updatedAt } from "./map-in.ts";
import { listQuery, nameTicket, type ReadWorld, toRecords } from "./read-tickets.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Looked at again this far behind the cursor: rules and stamps there are slower than their events. */
export const overlapMs = 5 * 60_000;
/** Projects, opportunities and their tasks are kept in the same table. @see sheet §4.1 */
const otherWork: readonly number[] = [20, 22, 23];

/** Where a listing stands. */
const Cursor = z.object({
  /** What changed until then has been read, server time; ISO. */
  seen: z.string(),
  /** A listing that has more: the bound it began with, when it began, largest stamp, the page to come, and what came so far. */
  page: z
    .object({
      from: z.string(),
      /** Not in cursors of older versions. */
      start: z.string().optional(),
      latest: z.string().optional(),
      number: z.number().int().min(1),
      collected: z.number().int().min(0),
      count: z.number().int().nullable(),
      firstId: z.number().int().nullable(),
    })
    .nullable(),
});
type Cursor = z.infer<typeof Cursor>;
type OpenPage = NonNullable<Cursor["page"]>;

/**
 * Pages of all that changed since one fixed bound, by number. In the end the cursor is the largest stamp seen, never our own
 * clock; but not later than the vendor's clock at the first page: what moves behind us meanwhile is listed the next time.
 */
export async function listChanged(world: ReadWorld, cursor: Json | null, since: Date): Answer<DeskPage> {
  const at = Cursor.safeParse(cursor).data ?? { seen: since.toISOString(), page: null };
  const open = at.page ?? startPage(at.seen, since);
  const query = await listQuery(world);
  if (!query.ok) return query;
  const page = {
    ...query.value,
    lastupdatefromdate: open.from,
    order: "id",
    orderdesc: false,
    pageinate: true,
    page_size: pageSize,
    page_no: open.number,
  };
  const options = { keep: isTicket, apart: true };
  const read = await readList(world.client, "Tickets", "tickets", TicketRow, page, options);
  if (!read.ok) return read;
  const { rows, at: now } = read.value;
  const unreadable = listBroken(read.value, nameTicket);
  if (!unreadable.ok) return unreadable;
  if (rows.length > 0 && rows.every((row) => isOlder(row, open.from)))
    return fail({
      kind: "unreadable",
      path: "tickets",
      detail: "Halo listed tickets that did not change since the given instant: it passes over lastupdatefromdate.",
    });
  const fresh = rows.filter((row) => !isOlder(row, open.from) && row.deleted !== true);
  const records = await toRecords(world, fresh);
  if (!records.ok) return records;
  const latest = latestIn(fresh, open.latest ?? at.seen);
  // A page that an older version has stored has no beginning of its own: what it had seen then stands for it.
  const start = open.start ?? (at.page === null ? (now?.toISOString() ?? latest) : at.seen);
  const next = nextPage(open, read.value);
  return succeed({
    records: records.value,
    unreadable: unreadable.value,
    cursor: next
      ? { seen: at.seen, page: { ...next, start, latest } }
      : { seen: latest < start ? latest : start, page: null },
    more: next !== null,
  });
}

function startPage(seen: string, since: Date): OpenPage {
  const from = new Date(Math.max(since.getTime(), new Date(seen).getTime() - overlapMs));
  return { from: from.toISOString(), number: 1, collected: 0, count: null, firstId: null };
}

/** @returns null when this page was the last one */
function nextPage(open: OpenPage, { size, firstId, count }: Rows<TicketRow>): OpenPage | null {
  // Past its end the vendor may give the last page again.
  if (firstId !== null && firstId === open.firstId) return null;
  const lost = open.count !== null && count !== null ? open.count - count : 0;
  if (lost > 0) {
    // Tickets left the listing, so that later ones moved to pages that were read before.
    const number = Math.max(1, open.number - Math.ceil(lost / pageSize));
    return { ...open, number, collected: (number - 1) * pageSize, count, firstId: null };
  }
  const collected = open.collected + size;
  if (isLastPage(size, collected, count)) return null;
  return { ...open, number: open.number + 1, collected, count, firstId };
}

function isOlder(row: TicketRow, from: string): boolean {
  const at = latestOf(row);
  return at !== null && at.getTime() < new Date(from).getTime() - overlapMs;
}

/** By the row as it came: what is no ticket need not look like one. */
export function isTicket({ use, itil_requesttype_id: kind }: Readonly<Record<string, unknown>>): boolean {
  return (use === undefined || use === null || use === "ticket") && !otherWork.includes(Number(kind ?? 0));
}

function latestIn(rows: readonly TicketRow[], seen: string): string {
  return rows.reduce((most, row) => {
    const at = updatedAt(row)?.toISOString() ?? "";
    return at > most ? at : most;
  }, seen);
}
