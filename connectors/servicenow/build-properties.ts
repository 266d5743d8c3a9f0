import type { Json } from "../../schemas/json.ts";
import type { FieldName } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import { listCustomWrites, toCustomText } from "../custom-fields.ts";
import { writeStamp } from "./api-types.ts";
import { onHold, splitPriority } from "./map-in.ts";

/** Raw values as columns of a ticket; all are strings, and an empty one clears. Contact and resolving are not here. */
export function buildProperties(raw: Partial<Record<FieldName, Json>>, maps: ValueMaps): Record<string, string> {
  const properties: Record<string, string> = {};
  const names = {
    title: "short_description",
    description: "description",
    queue: "assignment_group",
    assignee: "assigned_to",
    resolution: "close_notes",
  } as const;
  for (const [field, column] of Object.entries(names) as [keyof typeof names, string][]) {
    const value = raw[field];
    if (value !== undefined) properties[column] = textOf(value);
  }
  if (raw.category !== undefined) {
    const [category = "", subcategory = ""] = textOf(raw.category).split(" > ");
    Object.assign(properties, { category, subcategory });
  }
  const pair = raw.priority === undefined ? undefined : splitPriority(raw.priority);
  // Priority itself is computed, and would be dropped.
  if (pair) Object.assign(properties, { impact: pair.impact, urgency: pair.urgency });
  if (raw.status !== undefined) Object.assign(properties, splitStatus(textOf(raw.status)));
  for (const { key, value, kind } of listCustomWrites(maps, raw)) {
    const text = toCustomText(value) ?? "";
    properties[key] = kind === "instant" && text !== "" ? writeStamp(new Date(text)) : text;
  }
  return properties;
}

/** A hold's reason goes with it; leaving the hold clears it. */
function splitStatus(status: string): Record<string, string> {
  const [state = "", reason = ""] = status.split("/");
  return { state, hold_reason: state === onHold ? reason : "" };
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : "";
}
