import type { z } from "zod";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { Counted, One } from "./api-types.ts";
import type { ServiceNowClient } from "./client.ts";
import { buildQuery, type Condition, isAfter, type Query } from "./query.ts";
import { type ParsedRows, requireRows, tellBroken } from "../parse-rows.ts";
import {
  checkRows,
  nameTicket,
  type PageOptions,
  readPage,
  type RowSchema,
  tableParameters,
  tablePath,
  unsorted,
} from "./read-page.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;

const mostPages = 1_000;

/**
 * Every row that fits, page by page after the last key seen. A short page is not the end: rows that we may not see are
 * taken out after the limit; the count tells.
 *
 * @param conditions null among them = nothing fits, and no call is made
 */
export async function readAll<T extends RowSchema>(
  client: ServiceNowClient,
  path: string,
  schema: T,
  conditions: readonly (Condition | null)[],
  options: Pick<PageOptions, "displayed"> = {},
): Answer<z.output<T>[]> {
  const found = await readAllApart(client, path, schema, conditions, options);
  if (!found.ok) return found;
  return found.value.broken.length > 0 ? fail(tellBroken(found.value.broken)) : succeed(found.value.rows);
}

/** The same, with rows that cannot be read apart. */
export async function readAllApart<T extends RowSchema>(
  client: ServiceNowClient,
  path: string,
  schema: T,
  conditions: readonly (Condition | null)[],
  options: Pick<PageOptions, "displayed"> = {},
): Answer<ParsedRows<z.output<T>>> {
  const all: ParsedRows<z.output<T>> = { rows: [], broken: [] };
  let offset = 0;
  for (let count = 0; count < mostPages; count++) {
    const last = all.rows.at(-1)?.sys_id;
    const query = buildQuery(last === undefined ? conditions : [...conditions, isAfter("sys_id", last)]);
    if (query === null) return succeed({ rows: [], broken: [] });
    const page = await readPage(client, path, schema, query, { ...options, offset, counted: true, apart: true });
    if (!page.ok) return page;
    const { rows, broken, total, limit } = page.value;
    all.rows.push(...rows);
    all.broken.push(...broken);
    const ended = total === null ? rows.length === 0 : total <= offset + limit;
    if (ended) return succeed(all);
    if (!isAscending(rows)) return fail(unsorted(path));
    offset = rows.length === 0 ? offset + limit : 0;
  }
  return fail({ kind: "unreadable", path, detail: `more than ${mostPages} pages` });
}

function isAscending(rows: readonly { sys_id: string }[]): boolean {
  return rows.every((row, index) => index === 0 || row.sys_id > (rows[index - 1]?.sys_id ?? ""));
}

/** How many rows fit, and the instance's clock. @see https://www.servicenow.com/docs/ c_AggregateAPI */
export async function countRows(
  client: ServiceNowClient,
  table: string,
  query: Query,
): Answer<{ count: number; at: Date }> {
  const answer = await client.call({
    method: "GET",
    path: `/api/now/stats/${table}`,
    parameters: { sysparm_query: query.text, sysparm_count: "true" },
    safe: true,
  });
  if (!answer.ok) return answer;
  const counted = parseWith(Counted, answer.value);
  if (!counted.ok) return counted;
  return succeed({ count: counted.value.result.stats.count, at: client.clockOf(answer.value) });
}

/** A direct read by key: what it does not find is gone, or hidden. */
export async function readOne<T extends RowSchema>(
  client: ServiceNowClient,
  table: string,
  schema: T,
  id: string,
): Answer<z.output<T>> {
  const path = `${tablePath(table)}/${encodeURIComponent(id)}`;
  const answer = await client.call({
    method: "GET",
    path,
    parameters: tableParameters(Object.keys(schema.shape)),
    safe: true,
  });
  if (!answer.ok) return answer;
  const one = parseWith(One, answer.value);
  if (!one.ok) return one;
  const checked = checkRows([one.value.result], path, schema, { text: "", fields: [], findMiss: () => undefined });
  if (!checked.ok) return checked;
  const rows = requireRows(checked.value, nameTicket);
  if (!rows.ok) return rows;
  const [row] = rows.value;
  if (row?.sys_id !== id)
    return fail({ kind: "unreadable", path: "result.sys_id", detail: "ServiceNow answered with another record." });
  return succeed(row);
}
