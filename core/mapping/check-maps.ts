import type { DeskDiscovery } from "../ports/desk.ts";
import { closedFields, ignored, type MappedField, type ValueMaps } from "../../schemas/value-map.ts";

/** One thing that is wrong with a table; `path` names the place, e.g. `status.out.pending`. */
export interface MapProblem {
  path: string;
  detail: string;
}

/**
 * Checks tables against what the desk has: each of our values has a target that exists, each active value of theirs has a
 * meaning or is ignored on purpose.
 */
export function checkMaps(
  maps: ValueMaps,
  discovery: DeskDiscovery,
  mapped: readonly MappedField[],
): readonly MapProblem[] {
  return mapped.flatMap((field) => checkField(field, maps, discovery));
}

/**
 * Checks which fields of the desk's custom ones are mapped to.
 *
 * @param carries whether the connector carries custom fields at all
 */
export function checkCustom(maps: ValueMaps, discovery: DeskDiscovery, carries: boolean): readonly MapProblem[] {
  const entries = Object.entries(maps.custom ?? {});
  if (entries.length > 0 && !carries) return [{ path: "custom", detail: "This connector carries no custom fields." }];
  const known = discovery.customFields;
  return entries.flatMap(([key, { field }]): MapProblem[] => {
    const path = `custom.${key}`;
    if (entries.some(([other, entry]) => other < key && entry.field === field))
      return [{ path, detail: `The field "${field}" is mapped twice.` }];
    if (known === undefined || known.some((one) => one.key === field)) return [];
    return [{ path, detail: `The desk has no field "${field}". ${listKnown(known)}` }];
  });
}

/** At most so many are named. */
const mostNamed = 40;

function listKnown(known: NonNullable<DeskDiscovery["customFields"]>): string {
  if (known.length === 0) return "It shows none to the API user.";
  const names = known.slice(0, mostNamed).map(({ key, label }) => (key === label ? key : `${key} (${label})`));
  return `It has: ${names.join(", ")}${known.length > mostNamed ? ", …" : ""}.`;
}

function checkField(field: MappedField, maps: ValueMaps, discovery: DeskDiscovery): MapProblem[] {
  const choices = discovery.choices[field] ?? [];
  const table: { in: Record<string, unknown>; out: Partial<Record<string, string>> } = maps[field] ?? {
    in: {},
    out: {},
  };
  const problems: MapProblem[] = [];
  if (field in closedFields) {
    for (const ours of closedFields[field as keyof typeof closedFields]) {
      if (table.out[ours] === undefined)
        problems.push({
          path: `${field}.out.${ours}`,
          detail: `Our ${field} "${ours}" has no value there. Name one, or "${ignored}".`,
        });
    }
    for (const { value, label, active } of choices) {
      if (active && table.in[value] === undefined)
        problems.push({
          path: `${field}.in.${value}`,
          detail: `Their ${field} "${label}" has no meaning here. Name one, or "${ignored}".`,
        });
    }
  }
  for (const [ours, value] of Object.entries(table.out)) {
    if (value === undefined || value === ignored || choices.length === 0) continue;
    const choice = choices.find((one) => one.value === value);
    if (!choice) problems.push({ path: `${field}.out.${ours}`, detail: `The desk has no ${field} "${value}".` });
    else if (!choice.active)
      problems.push({
        path: `${field}.out.${ours}`,
        detail: `The ${field} "${choice.label}" is no longer in use there.`,
      });
  }
  return problems;
}
