import type { ChoiceRow } from "./api-types.ts";

/** Columns whose lists are read. */
export const choiceElements = ["state", "hold_reason", "priority", "category", "subcategory", "close_code"];

export interface Choice {
  value: string;
  label: string;
  active: boolean;
  /** The category of a subcategory; empty = of all. */
  dependsOn: string;
}

/** Choices of its own replace those that a table inherits, element by element. */
export function groupChoices(rows: readonly ChoiceRow[], table: string): Record<string, Choice[]> {
  const grouped: Record<string, Choice[]> = {};
  for (const element of choiceElements) {
    const all = rows.filter((row) => row.element === element).toSorted(bySequence);
    const own = all.filter(({ name }) => name === table);
    const unique = new Map<string, Choice>();
    for (const row of own.length > 0 ? own : all) {
      const dependsOn = row.dependent_value ?? "";
      const choice = { value: row.value, label: row.label, active: row.inactive !== "true", dependsOn };
      const key = `${dependsOn}\n${row.value}`;
      // Domains may repeat a choice; one that is active anywhere can be used.
      if (!unique.get(key)?.active) unique.set(key, choice);
    }
    grouped[element] = [...unique.values()];
  }
  return grouped;
}

/** As forms show them. */
function bySequence(a: ChoiceRow, b: ChoiceRow): number {
  return Number(a.sequence ?? 0) - Number(b.sequence ?? 0) || (a.value < b.value ? -1 : 1);
}
