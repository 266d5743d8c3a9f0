import { isDeepStrictEqual } from "node:util";

/** One value that becomes another; null = it is not there. */
export interface Difference {
  path: string;
  from: string | null;
  to: string | null;
}

const mostCharacters = 200;

/** Where two values differ, down to what is no longer made of named parts. Lists count as one value. */
export function listDifferences(from: unknown, to: unknown, path = ""): Difference[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (!isNamed(from) || !isNamed(to)) return [{ path, from: write(from), to: write(to) }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => listDifferences(from[key], to[key], path === "" ? key : `${path}.${key}`));
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function write(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
