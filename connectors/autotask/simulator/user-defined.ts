import { userDefinedFields } from "./picklists.ts";

interface UserDefined {
  name: string;
  value: string | null;
}

/** The named ones are set, the others stay; every one that exists is in every answer. What is not known is passed over. */
export function mergeUserDefined(known: unknown, given: unknown): UserDefined[] {
  const values = new Map([...listOf(known), ...listOf(given)].map(({ name, value }) => [name, value]));
  return userDefinedFields.map(({ name }) => ({ name, value: values.get(name) ?? null }));
}

/** One line for each that moved. */
export function describeMoves(before: unknown, after: unknown): string[] {
  const old = new Map(listOf(before).map(({ name, value }) => [name, value]));
  return listOf(after)
    .filter(({ name, value }) => (old.get(name) ?? null) !== value)
    .map(({ name, value }) => `${name}: ${old.get(name) ?? "(none)"} -> ${value ?? "(none)"}`);
}

export function viewUserDefined(value: unknown): Record<string, string> {
  return Object.fromEntries(listOf(value).flatMap(({ name, value: text }) => (text === null ? [] : [[name, text]])));
}

function listOf(value: unknown): UserDefined[] {
  return Array.isArray(value) ? (value as UserDefined[]) : [];
}
