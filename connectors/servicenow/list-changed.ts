import type { Json } from "../../schemas/json.ts";
import { type ConnectorError, type DeskPage, fail, type Result, succeed } from "../contract.ts";
import { type BrokenRow, listBroken } from "../parse-rows.ts";
import { parseStamp, type TicketRow, writeStamp } from "./api-types.ts";
import type { DeskParts } from "./parts.ts";
import { buildQuery, type Condition, is, isAfter, isAtLeast, isAtMost } from "./query.ts";
import { toRecords } from "./read-tickets.ts";
import { nameTicket, type Page, readPage, tablePath, unsorted } from "./read-page.ts";
import { countRows } from "./rows.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

const pageSize = 500;
/** Over pages of rows that we may not see we go in smaller steps, since rows leave the window meanwhile. */
const blindStep = 250;
const order = ["sys_updated_on", "sys_id"];

/** All instants are the instance's, as it writes them. */
interface Cursor {
  /** Everything that changed until then has been read. */
  done: string;
  /** A sweep that has more to read; null = the next call begins a new one. */
  sweep: Sweep | null;
}

interface Sweep {
  /** Fixed for the whole sweep: the instance's clock at its begin, less the safety lag. */
  high: string;
  /** Last row taken. An `id` that is null says that every row of this second was taken. */
  on: string;
  id: string | null;
}

/**
 * One page of what changed, by the keyset (`sys_updated_on`, `sys_id`): first the rest of the last second, then what came
 * later. More than a page may share one second, so that neither offsets nor instants alone would find every row.
 *
 * @param since where to begin without a cursor
 * @param checkTime fails where the instance shifts instants within queries: rows would be missed without a sign
 */
export async function listChanged(
  parts: DeskParts,
  cursor: Json | null,
  since: Date,
  checkTime: () => Answer<void>,
): Answer<DeskPage> {
  const at = readCursor(cursor) ?? { done: writeStamp(since), sweep: null };
  if (at.sweep !== null) return continueSweep(parts, at.done, at.sweep);
  const timed = await checkTime();
  if (!timed.ok) return timed;
  return beginSweep(parts, at.done);
}

function readCursor(value: Json | null): Cursor | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  const { done, sweep } = value;
  if (typeof done !== "string" || parseStamp(done) === null) return undefined;
  if (sweep === null || typeof sweep !== "object" || Array.isArray(sweep)) return { done, sweep: null };
  const { high, on, id } = sweep;
  const known = typeof high === "string" && typeof on === "string" && (id === null || typeof id === "string");
  return { done, sweep: known ? { high, on, id } : null };
}

/** A row's time is set early in a transaction that may end a minute later, so each sweep begins before the last one's end. */
async function beginSweep(parts: DeskParts, done: string): Answer<DeskPage> {
  const { client, settings } = parts;
  const from = shift(done, -settings.overlapSeconds * 1_000);
  const query = buildQuery([isAtLeast("sys_updated_on", from)], []);
  if (query === null) return fail({ kind: "unreadable", path: "cursor", detail: "The poll's cursor is broken." });
  const counted = await countRows(client, settings.table, query);
  if (!counted.ok) return counted;
  const { count, at } = counted.value;
  const high = writeStamp(new Date(at.getTime() - settings.safetyLagSeconds * 1_000));
  // An instance whose clock was set back: nothing is taken until it has caught up.
  if (high <= from || count === 0) return succeed(toPage([], { done: high > done ? high : done, sweep: null }));
  const sweep: Sweep = { high, on: shift(from, -1_000), id: null };
  const page = await readWindow(parts, windowAfter(sweep), order);
  if (!page.ok) return page;
  // All that there is fitted into this page, those that we may not see counted in.
  if (count <= page.value.limit) return takePage(parts, page.value, done, sweep, true);
  return takePage(parts, page.value, done, sweep, false);
}

async function continueSweep(parts: DeskParts, done: string, sweep: Sweep): Answer<DeskPage> {
  // Of the last second, those that cannot be read: there is no place after them to go on from.
  const unread: BrokenRow[] = [];
  if (sweep.id !== null) {
    const rest = await readWindow(parts, [is("sys_updated_on", sweep.on), isAfter("sys_id", sweep.id)], ["sys_id"]);
    if (!rest.ok) return rest;
    if (rest.value.rows.length > 0) return takePage(parts, rest.value, done, sweep, false);
    unread.push(...rest.value.broken);
  }
  const page = await readWindow(parts, windowAfter(sweep), order);
  if (!page.ok) return page;
  const { rows, broken } = page.value;
  return takePage(parts, { ...page.value, broken: [...unread, ...broken] }, done, sweep, rows.length === 0);
}

function windowAfter({ on, high }: Sweep): readonly (Condition | null)[] {
  return [isAfter("sys_updated_on", on), isAtMost("sys_updated_on", high)];
}

/**
 * The next rows of a window that we may see. An empty page is its end only if the count says so: rows that are hidden from
 * us are taken out after the limit, and are stepped over.
 */
async function readWindow(
  { client, settings, ticketRow }: DeskParts,
  conditions: readonly (Condition | null)[],
  sort: readonly string[],
): Answer<Page<TicketRow>> {
  const query = buildQuery(conditions, sort);
  if (query === null) return fail({ kind: "unreadable", path: "cursor", detail: "The poll's cursor is broken." });
  const path = tablePath(settings.table);
  let page = await readPage(client, path, ticketRow, query, { limit: pageSize, apart: true });
  if (!page.ok || page.value.rows.length > 0) return page;
  const counted = await countRows(client, settings.table, query);
  if (!counted.ok) return counted;
  for (let offset = blindStep; offset < counted.value.count; offset += blindStep) {
    page = await readPage(client, path, ticketRow, query, { limit: pageSize, offset, apart: true });
    if (!page.ok || page.value.rows.length > 0) return page;
  }
  return page;
}

async function takePage(
  parts: DeskParts,
  page: Page<TicketRow>,
  done: string,
  sweep: Sweep,
  ended: boolean,
): Answer<DeskPage> {
  const { rows } = page;
  const unreadable = listBroken(page, nameTicket);
  if (!unreadable.ok) return unreadable;
  if (!isAscending(rows)) return fail(unsorted(tablePath(parts.settings.table)));
  const records = await toRecords(parts, rows);
  if (!records.ok) return records;
  if (ended)
    return succeed({ ...toPage(records.value, { done: sweep.high, sweep: null }), unreadable: unreadable.value });
  const last = rows.at(-1);
  const next = last ? { high: sweep.high, on: last.sys_updated_on, id: last.sys_id } : sweep;
  return succeed({ ...toPage(records.value, { done, sweep: next }), unreadable: unreadable.value });
}

function isAscending(rows: readonly TicketRow[]): boolean {
  const keys = rows.map((row) => `${row.sys_updated_on}/${row.sys_id}`);
  return keys.every((key, index) => index === 0 || key > (keys[index - 1] ?? ""));
}

function toPage(records: DeskPage["records"], { done, sweep }: Cursor): DeskPage {
  return { records, cursor: { done, sweep: sweep && { ...sweep } }, more: sweep !== null };
}

function shift(stamp: string, ms: number): string {
  return writeStamp(new Date((parseStamp(stamp)?.getTime() ?? 0) + ms));
}
