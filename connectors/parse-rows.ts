import type { z } from "zod";
import type { ExternalId } from "../schemas/ids.ts";
import { type ConnectorError, fail, type Result, succeed } from "./contract.ts";

/** A row that broke its schema, as it came. */
export interface BrokenRow {
  row: unknown;
  path: string;
  detail: string;
}

export interface ParsedRows<T> {
  rows: T[];
  broken: BrokenRow[];
}

/**
 * Reads a list row by row: one that breaks its schema does not keep the others from being read. Where none of several can be
 * read, it is the answer that is wrong.
 *
 * @param path of the list, for the error
 */
export function parseRows<T extends z.ZodType>(
  schema: T,
  list: readonly unknown[],
  path: string,
): Result<ParsedRows<z.output<T>>, ConnectorError> {
  const rows: z.output<T>[] = [];
  const broken: BrokenRow[] = [];
  for (const [index, row] of list.entries()) {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      rows.push(parsed.data);
      continue;
    }
    const [issue] = parsed.error.issues;
    broken.push({
      row,
      path: [path, index, ...(issue?.path ?? [])].join("."),
      detail: issue?.message ?? "unexpected shape",
    });
  }
  return rows.length === 0 && list.length > 1 ? fail(tellBroken(broken)) : succeed({ rows, broken });
}

/**
 * Broken rows as an error.
 *
 * @param nameRecord the record that a row is, or is about; undefined = it does not even say that. With it, and if each can be
 *   named, the error names them, so that the others can be asked for without them.
 */
export function tellBroken(
  broken: readonly BrokenRow[],
  nameRecord?: (row: Readonly<Record<string, unknown>>) => ExternalId | undefined,
): ConnectorError {
  const [first] = broken;
  const { path, detail } = first ?? { path: "", detail: "unexpected shape" };
  const records = broken.flatMap((one) => {
    const externalId = nameRecord?.(isObject(one.row) ? one.row : {});
    return externalId === undefined ? [] : [{ externalId, path: one.path, detail: one.detail }];
  });
  return { kind: "unreadable", path, detail, ...(nameRecord && records.length === broken.length ? { records } : {}) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
