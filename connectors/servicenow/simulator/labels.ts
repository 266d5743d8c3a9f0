import type { TechnicianEdit } from "../../simulator-kit/desk-simulator.ts";
import { labelOf, pairs, valueOf } from "./choices.ts";
import { type Row, rowsOf, type SimulatorState } from "./state.ts";

/** What a technician picks on the form, as the database holds it. */
export function toFields(state: SimulatorState, edit: TechnicianEdit): Row {
  const fields: Row = {};
  if (edit.title !== undefined) fields["short_description"] = edit.title;
  if (edit.description !== undefined) fields["description"] = edit.description;
  if (edit.resolution !== undefined) fields["close_notes"] = edit.resolution;
  if (edit.clientRef !== undefined) fields["company"] = edit.clientRef;
  if (edit.custom !== undefined) Object.assign(fields, edit.custom);
  if (edit.status !== undefined) Object.assign(fields, toState(state, edit.status));
  if (edit.priority !== undefined)
    Object.assign(fields, pairs[valueOf(state.toggles, "priority", edit.priority)] ?? {});
  if (edit.queue !== undefined) fields["assignment_group"] = idOf(state, "sys_user_group", "name", edit.queue);
  if (edit.assignee !== undefined) fields["assigned_to"] = idOf(state, "sys_user", "email", edit.assignee);
  return fields;
}

/** `On Hold (Awaiting Caller)` names the reason too; resolving asks for a code. */
function toState(state: SimulatorState, label: string): Row {
  const [, name = label, reason] = /^(.+?)(?: \((.+)\))?$/.exec(label) ?? [];
  const value = valueOf(state.toggles, "state", name);
  const held = reason === undefined ? {} : { hold_reason: valueOf(state.toggles, "hold_reason", reason) };
  const code = state.toggles.oldCloseCodes ? "Solved (Permanently)" : "Solution provided";
  return { state: value, ...held, ...(value === "6" || value === "7" ? { close_code: code } : {}) };
}

function idOf(state: SimulatorState, table: string, column: string, value: string | null): string {
  if (value === null) return "";
  const row = rowsOf(state, table).find((one) => one[column]?.toLowerCase() === value.toLowerCase());
  if (!row) throw new Error(`There is no ${table} with the ${column} ${value}.`);
  return row["sys_id"] ?? "";
}

export function statusLabel(state: SimulatorState, row: Row): string {
  const label = labelOf(state.toggles, "state", row["state"] ?? "");
  const reason = labelOf(state.toggles, "hold_reason", row["hold_reason"] ?? "");
  return reason === "" ? label : `${label} (${reason})`;
}
