import type { z } from "zod";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { parseWith, type VendorResponse } from "../http.ts";
import { type ParsedRows, parseRows, tellBroken } from "../parse-rows.ts";
import { Many } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

type Answer<T> = Promise<Result<T, ConnectorError>>;
type Row = z.ZodType<{ id: number }>;
export type Filter = Readonly<{ op: string; field?: string; value?: unknown; items?: readonly Filter[] }>;

const pageSize = 500;
const mostPages = 1_000;

export interface Page<T> extends ParsedRows<T> {
  /** Whether more may follow. */
  isFull: boolean;
  /** Largest id of the page; 0 = it is empty. */
  lastId: number;
  /** Address of the page to come; null = this was the last one. */
  next: string | null;
  /** The vendor's clock at the answer; null = not told. */
  at: Date | null;
}

export interface Queries {
  /** All records that pass the filter, in ascending id order, page by page by the last id seen; each must be readable. */
  queryAll<T extends Row>(entity: string, schema: T, filter: readonly Filter[]): Answer<z.output<T>[]>;
  /** The same, with those that cannot be read apart. */
  queryRows<T extends Row>(entity: string, schema: T, filter: readonly Filter[]): Answer<ParsedRows<z.output<T>>>;
  /** All records of an entity that takes no condition beside the given one: page by page by the vendor's own links. */
  queryLinked<T extends Row>(entity: string, schema: T, filter: readonly Filter[]): Answer<z.output<T>[]>;
  /** One page; `afterId` continues. */
  queryPage<T extends Row>(
    entity: string,
    schema: T,
    filter: readonly Filter[],
    afterId: number | null,
  ): Answer<Page<z.output<T>>>;
}

export function createQueries({ call, zone }: Pick<AutotaskClient, "call" | "zone">): Queries {
  const readPage = async <T extends Row>(path: string, entity: string, schema: T, filter: readonly Filter[]) => {
    const json = { MaxRecords: pageSize, filter };
    const answer = await call({ method: "POST", path, json, buckets: [entity], safe: true });
    return answer.ok ? toPage(answer.value, entity, schema) : answer;
  };
  const queryPage: Queries["queryPage"] = async (entity, schema, filter, afterId) => {
    const from = afterId === null ? [] : [{ op: "gt", field: "id", value: afterId }];
    return readPage(`${entity}/query`, entity, schema, [...filter, ...from]);
  };
  const queryRows: Queries["queryRows"] = async (entity, schema, filter) => {
    const all: ParsedRows<z.output<typeof schema>> = { rows: [], broken: [] };
    let lastId: number | null = null;
    for (let count = 0; count < mostPages; count++) {
      const page: Result<Page<z.output<typeof schema>>, ConnectorError> = await queryPage(
        entity,
        schema,
        filter,
        lastId,
      );
      if (!page.ok) return page;
      all.rows.push(...page.value.rows);
      all.broken.push(...page.value.broken);
      if (!page.value.isFull) return succeed(all);
      ({ lastId } = page.value);
    }
    return fail(tooMany(entity));
  };
  return {
    queryPage,
    queryRows,
    async queryAll(entity, schema, filter) {
      const found = await queryRows(entity, schema, filter);
      if (!found.ok) return found;
      return found.value.broken.length > 0 ? fail(tellBroken(found.value.broken)) : succeed(found.value.rows);
    },
    async queryLinked(entity, schema, filter) {
      const all: z.output<typeof schema>[] = [];
      let path = `${entity}/query`;
      for (let count = 0; count < mostPages; count++) {
        const page = await readPage(path, entity, schema, filter);
        if (!page.ok) return page;
        if (page.value.broken.length > 0) return fail(tellBroken(page.value.broken));
        all.push(...page.value.rows);
        if (page.value.next === null) return succeed(all);
        const next = await toPath(zone, page.value.next);
        if (!next.ok) return next;
        path = next.value;
      }
      return fail(tooMany(entity));
    },
  };
}

function toPage<T extends Row>(
  response: VendorResponse,
  entity: string,
  schema: T,
): Result<Page<z.output<T>>, ConnectorError> {
  const many = parseWith(Many, response);
  if (!many.ok) return many;
  const { items, pageDetails } = many.value;
  const at = new Date(response.headers["date"] ?? "");
  return succeed({
    ...parseRows(schema, items, entity),
    isFull: items.length >= pageSize,
    lastId: Math.max(0, ...items.map(idOf)),
    next: pageDetails?.nextPageUrl ?? null,
    at: Number.isNaN(at.getTime()) ? null : at,
  });
}

function idOf(item: unknown): number {
  const id = typeof item === "object" && item !== null && "id" in item ? item.id : undefined;
  return typeof id === "number" ? id : 0;
}

/** The link as a path below the zone: credentials go nowhere else, whatever an answer says. */
async function toPath(zone: AutotaskClient["zone"], link: string): Answer<string> {
  const own = await zone();
  if (!own.ok) return own;
  const [root, url] = [`${own.value.url}V1.0/`, URL.parse(link)];
  if (url?.href.toLowerCase().startsWith(root.toLowerCase()) !== true)
    return fail({
      kind: "blocked",
      detail: "Autotask's link to the next page leads to another host; it was not followed.",
    });
  return succeed(url.href.slice(root.length));
}

function tooMany(entity: string): ConnectorError {
  return { kind: "unreadable", path: entity, detail: `more than ${mostPages} pages` };
}
