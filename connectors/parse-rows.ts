import type { z } from "zod";
import type { ExternalId } from "../schemas/ids.ts";
import { type ConnectorError, fail, type Result, succeed, type UnreadableRecord } from "./contract.ts";

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
 * Reads a list row by row: one that breaks its schema does not keep the others from being read.
 *
 * @param path of the list, for the error
 */
export function parseRows<T extends z.ZodType>(
  schema: T,
  list: readonly unknown[],
  path: string,
): ParsedRows<z.output<T>> {
  const rows: z.output<T>[] = [];
  const broken: BrokenRow[] = [];
  for (const [index, row] of list.entries()) {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      rows.push(parsed.data);
      continue;
    }
    const [issue] = parsed.error.issues;
    const where = [path, index, ...(issue?.path ?? [])].join(".");
    broken.push({ row, path: where, detail: issue?.message ?? "unexpected shape" });
  }
  return { rows, broken };
}

/** The record that a row is, or is about; undefined = it does not even say that. */
export type NameRecord = (row: Readonly<Record<string, unknown>>) => ExternalId | undefined;
type Unreadable = Extract<ConnectorError, { kind: "unreadable" }>;

/**
 * Broken rows as an error.
 *
 * @param nameRecord with it, and if each row can be named, the error names their records, so that the others can be asked for
 *   without them
 */
export function tellBroken(broken: readonly BrokenRow[], nameRecord?: NameRecord): Unreadable {
  const [first] = broken;
  const { path, detail } = first ?? { path: "", detail: "unexpected shape" };
  const records = broken.flatMap((one): UnreadableRecord[] => {
    const externalId = nameRecord?.(isObject(one.row) ? one.row : {});
    return externalId === undefined ? [] : [{ externalId, path: one.path, detail: one.detail }];
  });
  return { kind: "unreadable", path, detail, ...(nameRecord && records.length === broken.length ? { records } : {}) };
}

/** From so many rows on of which none can be read, it is the answer that is wrong, and no record. */
const leastWrong = 5;

/**
 * The records of a list that cannot be read. Where it is the answer that is wrong, or one does not say which it is, so that
 * nobody could look at it, the whole list fails.
 */
export function listBroken(
  { rows, broken }: ParsedRows<unknown>,
  nameRecord: NameRecord,
): Result<readonly UnreadableRecord[], Unreadable> {
  if (rows.length === 0 && broken.length >= leastWrong) return fail(tellBroken(broken));
  const error = tellBroken(broken, nameRecord);
  return error.records ? succeed(error.records) : fail(error);
}

/** The same for a list of which every row is needed: the error names those that cannot be read. */
export function requireRows<T>(parsed: ParsedRows<T>, nameRecord: NameRecord): Result<T[], ConnectorError> {
  if (parsed.broken.length === 0) return succeed(parsed.rows);
  const records = listBroken(parsed, nameRecord);
  return fail(records.ok ? tellBroken(parsed.broken, nameRecord) : records.error);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
