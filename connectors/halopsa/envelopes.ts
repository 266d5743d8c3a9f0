import { z } from "zod";
import type { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { readJson, type VendorResponse } from "../http.ts";
import type { HaloClient, Query } from "./client.ts";
import { type ParsedRows, parseRows, tellBroken } from "../parse-rows.ts";
import { id } from "./api-types.ts";
import { findSoftError } from "./errors.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

/** Documented maximum for tickets, used everywhere. @see sheet §3.2 */
export const pageSize = 100;
const mostPages = 1_000;

export interface Rows<T> extends ParsedRows<T> {
  /** Rows that came, those among them that were left out or cannot be read. */
  size: number;
  /** Number of the first one; null = there is none, or it does not tell. */
  firstId: number | null;
  /** Of all pages together; null = not told. */
  count: number | null;
  /** The vendor's clock at the answer; null = not told. */
  at: Date | null;
}

export interface RowOptions {
  /** Which rows are wanted at all, before they are read. */
  keep?: (row: Readonly<Record<string, unknown>>) => boolean;
  /** Rows that cannot be read do not fail the list; they are apart. */
  apart?: boolean;
  /** The record that all rows are about: an error names it. */
  about?: ExternalId;
}

const Identified = z.object({ id });
const Count = z.object({ record_count: z.coerce.number().int().min(0) });

/**
 * The rows of a list, whatever it is wrapped in: a bare array, or an object whose property of this name (or else the first
 * that is a list) holds them.
 */
export function readRows<T extends z.ZodType>(
  schema: T,
  key: string,
  response: VendorResponse,
  { keep, apart, about }: RowOptions = {},
): Result<Rows<z.output<T>>, ConnectorError> {
  const json = readJson(response);
  if (!json.ok) return json;
  const found = findRows(json.value, key);
  if (found === undefined)
    return fail({ kind: "unreadable", path: key, detail: "The answer holds no list where one was expected." });
  const parsed = parseRows(schema, keep ? found.filter((row) => !isObject(row) || keep(row)) : found, key);
  if (parsed.broken.length > 0 && apart !== true)
    return fail(tellBroken(parsed.broken, about === undefined ? undefined : () => about));
  const first = Identified.safeParse(found[0]);
  const count = Count.safeParse(json.value);
  const at = new Date(response.headers["date"] ?? "");
  return succeed({
    ...parsed,
    size: found.length,
    firstId: first.success ? first.data.id : null,
    count: count.success ? count.data.record_count : null,
    at: Number.isNaN(at.getTime()) ? null : at,
  });
}

function findRows(body: unknown, key: string): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return undefined;
  const named = Object.entries(body).find(([name]) => name.toLowerCase() === key)?.[1];
  return Array.isArray(named) ? named : Object.values(body).find((value) => Array.isArray(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function unreadable(key: string, error: z.ZodError): Extract<ConnectorError, { kind: "unreadable" }> {
  const [issue] = error.issues;
  const path = [key, ...(issue?.path ?? [])].join(".");
  return { kind: "unreadable", path, detail: issue?.message ?? "unexpected shape" };
}

/**
 * One record, alone or in a list of its own, as different versions answer.
 *
 * @param about the record that was asked for: an error names it, where it was understood that it is one
 */
export function readOne<T extends z.ZodType>(
  schema: T,
  key: string,
  response: VendorResponse,
  redact: (text: string) => string,
  about?: ExternalId,
): Result<z.output<T>, ConnectorError> {
  const json = readJson(response);
  if (!json.ok) return json;
  const body: unknown = Array.isArray(json.value) ? json.value.at(-1) : json.value;
  const refused = findSoftError(body, redact);
  if (refused) return fail(refused);
  const parsed = schema.safeParse(body);
  if (parsed.success) return succeed(parsed.data);
  const error = unreadable(key, parsed.error);
  const isNamed = about !== undefined && isObject(body) && String(body["id"]) === about;
  return fail(isNamed ? { ...error, records: [{ externalId: about, path: error.path, detail: error.detail }] } : error);
}

/** One list that comes whole. */
export async function readList<T extends z.ZodType>(
  client: HaloClient,
  path: string,
  key: string,
  schema: T,
  query: Query = {},
  options: RowOptions = {},
): Answer<Rows<z.output<T>>> {
  const answer = await client.call({ method: "GET", path, query, safe: true });
  return answer.ok ? readRows(schema, key, answer.value, options) : answer;
}

/**
 * Every row of a list, page by page, each once. Some endpoints pass over paging, some give their last page again and again.
 *
 * @param enough told of each page; true ends the listing
 */
export async function readPages<T extends z.ZodType<{ id: number }>>(
  client: HaloClient,
  path: string,
  key: string,
  schema: T,
  query: Query,
  enough: (page: readonly z.output<T>[]) => boolean = () => false,
  options: Pick<RowOptions, "keep"> = {},
): Answer<z.output<T>[]> {
  const all = new Map<number, z.output<T>>();
  let firstBefore: number | null = null;
  let collected = 0;
  for (let page = 1; page <= mostPages; page++) {
    const paging = { pageinate: true, page_size: pageSize, page_no: page };
    const read = await readList(client, path, key, schema, { ...query, ...paging }, options);
    if (!read.ok) return read;
    const { rows, size, firstId, count } = read.value;
    if (firstId !== null && firstId === firstBefore) break;
    firstBefore = firstId;
    for (const row of rows) all.set(row.id, row);
    collected += size;
    if (isLastPage(size, collected, count) || enough(rows)) break;
    if (page === mostPages) return fail({ kind: "unreadable", path: key, detail: `more than ${mostPages} pages` });
  }
  return succeed([...all.values()]);
}

/**
 * Whether a page is the last one. A count that says more than came is believed, so that a smaller page loses nothing.
 *
 * @param collected rows of all pages so far, this one among them
 */
export function isLastPage(rows: number, collected: number, count: number | null): boolean {
  if (rows === 0 || rows > pageSize) return true;
  return count === null ? rows < pageSize : collected >= count;
}
