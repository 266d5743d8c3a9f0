import type { FieldValue } from "../schemas/ticket.ts";
import { ignored, type MappedField, type ValueMaps } from "../schemas/value-map.ts";
import type { LensReading } from "../core/ports/desk.ts";

/** Fields whose names stand for themselves when no table knows them. */
const named: readonly MappedField[] = ["queue", "category"];

/**
 * One of their values as ours, by the connection's tables.
 *
 * @param value the vendor's key, as text; null = empty there
 * @param label what people there call it; stands for itself in queue and category
 */
export function readMapped(
  maps: ValueMaps,
  field: MappedField,
  value: string | null,
  label: string | undefined,
): LensReading {
  if (value === null) return { kind: "value", value: null };
  const table: Readonly<Record<string, FieldValue | typeof ignored>> = maps[field]?.in ?? {};
  // A queue may well be called "constructor".
  const found = Object.hasOwn(table, value) ? table[value] : undefined;
  if (found === ignored) return { kind: "ignored" };
  if (found !== undefined) return { kind: "value", value: found };
  if (named.includes(field) && label !== undefined) return { kind: "value", value: label };
  const called = label === undefined || label === value ? `"${value}"` : `"${label}" (${value})`;
  return { kind: "unmapped", detail: `Their ${field} ${called} has no entry in this connection's ${field} table.` };
}

export type MappedWriting =
  { kind: "value"; value: string | null } | { kind: "ignored" } | { kind: "unmapped"; detail: string };

/**
 * One of our values as the vendor's key, by the connection's tables; queue and category without an entry by their names.
 *
 * @param keyOf the vendor's key of a label, compared without regard to case; undefined = there is none
 */
export function writeMapped(
  maps: ValueMaps,
  field: MappedField,
  value: FieldValue,
  keyOf: (label: string) => string | undefined,
): MappedWriting {
  if (value === null) return { kind: "value", value: null };
  const out: Readonly<Partial<Record<string, string>>> = maps[field]?.out ?? {};
  const found = Object.hasOwn(out, String(value)) ? out[String(value)] : undefined;
  if (found === ignored) return { kind: "ignored" };
  if (found !== undefined) return { kind: "value", value: found };
  const byName = named.includes(field) ? keyOf(String(value)) : undefined;
  if (byName !== undefined) return { kind: "value", value: byName };
  return {
    kind: "unmapped",
    detail: `Our ${field} "${String(value)}" has no entry in this connection's ${field} table.`,
  };
}
