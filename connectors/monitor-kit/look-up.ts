import { fail, type ParseProblem, type Result, succeed } from "../contract.ts";

/** What a vendor's value means; one that stands in no table is a problem at its place, never a default. */
export function lookUp<T>(table: ReadonlyMap<string, T>, path: string, given: string): Result<T, ParseProblem> {
  const found = table.get(given);
  if (found !== undefined) return succeed(found);
  const expected = `one of ${[...table.keys()].join(", ")}`;
  if (given === "") return fail({ path, expected, detail: `${path} is not there, or is empty.` });
  return fail({ path, expected, detail: `${path}: "${given.slice(0, 100).toWellFormed()}" is not known.` });
}
