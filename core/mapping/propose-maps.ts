import type { DeskChoice, DeskDiscovery } from "../ports/desk.ts";
import { closedFields, ignored, type MappedField, type ValueMaps } from "../../schemas/value-map.ts";
import { meaningOf } from "./meanings.ts";

type ClosedField = keyof typeof closedFields;

/** Where a desk has no word of its own, the nearest one that loses least. */
const substitutes: Readonly<Record<ClosedField, Readonly<Record<string, readonly string[]>>>> = {
  status: {
    new: ["acknowledged", "inProgress"],
    acknowledged: ["inProgress", "new"],
    inProgress: ["acknowledged", "new"],
    pending: ["held", "inProgress"],
    held: ["pending", "inProgress"],
    resolved: ["closed"],
    closed: ["resolved"],
    cancelled: ["closed", "resolved"],
  },
  priority: { "1": ["2"], "2": ["1", "3"], "3": ["4", "2"], "4": ["3", "5"], "5": ["4"] },
  type: {
    incident: ["serviceRequest"],
    serviceRequest: ["incident"],
    problem: ["incident"],
    change: ["serviceRequest", "incident"],
  },
};

/**
 * Proposes tables from the names that a desk's admins gave its values. What no name tells is left out, so that the check
 * names it; an admin decides.
 *
 * @param known tables that are in use: what they say of a value that still exists is kept
 */
export function proposeMaps(discovery: DeskDiscovery, mapped: readonly MappedField[], known: ValueMaps): ValueMaps {
  const proposed: ValueMaps = {};
  for (const field of mapped) {
    const choices = discovery.choices[field] ?? [];
    if (field === "queue" || field === "category") {
      // Names stand for themselves; only what an admin has said otherwise is kept.
      if (known[field]) proposed[field] = known[field];
    } else {
      Object.assign(proposed, { [field]: proposeClosed(field, choices, known[field]) });
    }
  }
  return proposed;
}

interface Tables {
  in: Record<string, string | number>;
  out: Record<string, string>;
}

function proposeClosed(field: ClosedField, choices: readonly DeskChoice[], known: Partial<Tables> | undefined): Tables {
  const read: Tables["in"] = {};
  for (const { value, label, active } of choices) {
    const meaning = known?.in?.[value] ?? meaningOf(field, label) ?? (active ? undefined : ignored);
    if (meaning !== undefined) read[value] = meaning;
  }
  const out: Tables["out"] = {};
  for (const ours of closedFields[field]) {
    const target = known?.out?.[ours];
    if (target !== undefined && (target === ignored || choices.some(({ value }) => value === target))) {
      out[ours] = target;
      continue;
    }
    const found = [ours, ...(substitutes[field][ours] ?? [])]
      .map((wanted) => choices.find(({ value, active }) => active && String(read[value]) === wanted))
      .find((choice) => choice !== undefined);
    if (found) out[ours] = found.value;
  }
  return { in: read, out };
}
