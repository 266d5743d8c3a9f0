import type { z } from "zod";
import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { type ParsedRows, parseRows, tellBroken } from "../parse-rows.ts";
import { Many } from "./api-types.ts";
import type { ServiceNowClient } from "./client.ts";
import { isCutByQuota } from "./errors.ts";
import type { Query } from "./query.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
export type RowSchema = z.ZodObject<{ sys_id: z.ZodType<string> }>;

/** Rows asked for at once; the vendor names no most, and cuts long answers by time. */
const pageSize = 1_000;
const leastPage = 25;

export interface PageOptions {
  limit?: number;
  offset?: number;
  /** Asks how many rows fit in all, which costs the instance a count. */
  counted?: boolean;
  /** Labels and journals as people read them, instead of raw values. */
  displayed?: boolean;
  /** Rows that cannot be read do not fail the page; they are apart. */
  apart?: boolean;
}

export interface Page<T> extends ParsedRows<T> {
  /** Rows that fit, those that we may not see probably among them; null = not told. */
  total: number | null;
  /** Asked for; less than wanted where the instance could not give so many in time. */
  limit: number;
  /** The instance's clock at the answer. */
  at: Date;
}

/** `/api/now/table/<table>`, or the Attachment API's list, which is queried alike. */
export function tablePath(table: string): string {
  return `/api/now/table/${table}`;
}
export const attachmentPath = "/api/now/attachment";

/**
 * One page, every row checked against the query: parts that the instance does not know, or that the user may not use, are
 * dropped there without a word, and a stranger's rows come back.
 */
export async function readPage<T extends RowSchema>(
  client: ServiceNowClient,
  path: string,
  schema: T,
  query: Query,
  options: PageOptions = {},
): Answer<Page<z.output<T>>> {
  const limit = options.limit ?? pageSize;
  const answer = await client.send({
    method: "GET",
    path,
    parameters: {
      sysparm_query: query.text,
      sysparm_limit: String(limit),
      ...(options.offset ? { sysparm_offset: String(options.offset) } : {}),
      ...(path === attachmentPath ? {} : tableParameters([...Object.keys(schema.shape), ...query.fields], options)),
      ...(options.counted === true ? {} : { sysparm_no_count: "true" }),
    },
    safe: true,
  });
  if (!answer.ok) return answer;
  if (isCutByQuota(answer.value) && limit > leastPage)
    return readPage(client, path, schema, query, { ...options, limit: Math.ceil(limit / 2) });
  const good = client.judge(answer.value, true);
  if (!good.ok) return good;
  const many = parseWith(Many, good.value);
  if (!many.ok) return many;
  const rows = checkRows(many.value.result, path, schema, query);
  if (!rows.ok) return rows;
  if (rows.value.broken.length > 0 && options.apart !== true) return fail(tellBroken(rows.value.broken));
  const total = /^\d{1,12}$/.exec(good.value.headers["x-total-count"] ?? "")?.[0];
  const at = client.clockOf(good.value);
  return succeed({ ...rows.value, total: total === undefined ? null : Number(total), limit, at });
}

export function tableParameters(fields: readonly string[], options: PageOptions = {}): Record<string, string> {
  return {
    sysparm_fields: [...new Set(fields)].join(","),
    sysparm_display_value: String(options.displayed === true),
    sysparm_exclude_reference_link: "true",
    ...(options.counted === true ? {} : { sysparm_suppress_pagination_header: "true" }),
  };
}

export function checkRows<T extends RowSchema>(
  rows: readonly Readonly<Record<string, unknown>>[],
  path: string,
  schema: T,
  query: Query,
): Result<ParsedRows<z.output<T>>, ConnectorError> {
  const missed = rows.map((row) => query.findMiss(row)).find((field) => field !== undefined);
  if (missed !== undefined)
    return fail({
      kind: "unreadable",
      path: `${path}.${missed}`,
      detail: `ServiceNow answered with rows that were not asked for: it ignored the condition on "${missed}", or does not show that column to the API user. Nothing was taken from the answer.`,
    });
  return succeed(parseRows(schema, rows, path));
}

/** The record that a row of tickets is. */
export function nameTicket({ sys_id: id }: Readonly<Record<string, unknown>>): ExternalId | undefined {
  return typeof id === "string" && id !== "" ? ExternalId.parse(id) : undefined;
}

export function unsorted(path: string): ConnectorError {
  return {
    kind: "unreadable",
    path: `${path}.ORDERBY`,
    detail: "ServiceNow ignored the order that was asked for; the API user may lack the right to sort by the column.",
  };
}
