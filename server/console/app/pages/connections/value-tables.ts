import type { InferResponseType } from "hono/client";
import type { api } from "../../data/api.ts";
import { priorities, statuses, types } from "../../data/words.ts";
import type { Connection } from "./connections.ts";

export type Maps = Connection["maps"];
export type Discovery = InferResponseType<(typeof api.connections)[":name"]["discover"]["$post"], 200>;
export type Preview = InferResponseType<(typeof api.connections)[":name"]["maps"]["preview"]["$post"], 200>;

export const ignored = "ignore";
/** Fields whose values of ours are few and known. */
export const closed = { status: statuses, priority: priorities, type: types } as const;
export const free = ["queue", "category"] as const;
export type ClosedField = keyof typeof closed;
export type MappedField = ClosedField | (typeof free)[number];
export const mappedFields: readonly MappedField[] = ["status", "priority", "type", ...free];

/** A table as a form holds it: texts on both sides. */
export interface Table {
  in: Readonly<Record<string, string>>;
  out: Readonly<Record<string, string>>;
}

export function readTable(maps: Maps, field: MappedField): Table {
  const table = maps[field];
  const asText = (side: object | undefined) =>
    Object.fromEntries(Object.entries(side ?? {}).map(([key, value]) => [key, String(value)]));
  return { in: asText(table?.in), out: asText(table?.out) };
}

/** The tables with one of them changed. An empty value is none. */
export function changeTable(maps: Maps, field: MappedField, table: Table): Maps {
  const filled = (side: Table["in"]) => Object.entries(side).filter(([, value]) => value !== "");
  const arriving = filled(table.in).map(
    ([key, value]) => [key, field === "priority" && value !== ignored ? Number(value) : value] as const,
  );
  // Each value was chosen of the field's own list; the hub checks all of it once more.
  const changed = { in: Object.fromEntries(arriving), out: Object.fromEntries(filled(table.out)) };
  return { ...maps, [field]: changed } as Maps;
}

/** Whether two tables say the same, in whatever order. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
    : value;

/** How many values nobody has decided about. */
export function countOpen(maps: Maps, choices: Discovery["choices"]): number {
  return (Object.keys(closed) as ClosedField[])
    .filter((field) => choices[field] !== undefined || maps[field] !== undefined)
    .map((field) => {
      const table = readTable(maps, field);
      const arriving = (choices[field] ?? []).filter(({ value, active }) => active && table.in[value] === undefined);
      const leaving = closed[field].filter((ours) => table.out[ours] === undefined);
      return arriving.length + leaving.length;
    })
    .reduce((sum, count) => sum + count, 0);
}
