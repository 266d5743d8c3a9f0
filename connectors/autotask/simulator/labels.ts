import type { TechnicianEdit } from "../../simulator-kit/desk-simulator.ts";
import { ticketPicklists } from "./picklists.ts";
import { VendorRefusal } from "./query.ts";
import { rowsOf, type SimulatorState } from "./state.ts";

/** The number behind a label of a list. */
function numberOf(list: string, label: string): number {
  const found = ticketPicklists[list]?.find((pick) => pick.label === label);
  if (!found) throw new VendorRefusal(`There is no ${list} "${label}".`);
  return Number(found.value);
}

export function labelOf(list: string, value: unknown): string {
  return ticketPicklists[list]?.find((pick) => pick.value === String(value))?.label ?? String(value ?? "");
}

/** What a technician picks on the page, as the database holds it. */
export function toFields(state: SimulatorState, edit: TechnicianEdit): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  if (edit.title !== undefined) fields["title"] = edit.title;
  if (edit.description !== undefined) fields["description"] = edit.description;
  if (edit.resolution !== undefined) fields["resolution"] = edit.resolution;
  if (edit.custom !== undefined)
    fields["userDefinedFields"] = Object.entries(edit.custom).map(([name, value]) => ({ name, value: value || null }));
  if (edit.status !== undefined) fields["status"] = numberOf("status", edit.status);
  if (edit.priority !== undefined) fields["priority"] = numberOf("priority", edit.priority);
  if (edit.queue !== undefined) fields["queueID"] = edit.queue === null ? null : numberOf("queueID", edit.queue);
  if (edit.clientRef !== undefined) fields["companyID"] = Number(edit.clientRef);
  if (edit.assignee !== undefined) {
    const person = rowsOf(state, "Resources").find((row) => row["email"] === edit.assignee);
    if (edit.assignee !== null && !person) throw new VendorRefusal(`There is no resource ${edit.assignee}.`);
    fields["assignedResourceID"] = person?.id ?? null;
    fields["assignedResourceRoleID"] = person?.["defaultServiceDeskRoleID"] ?? null;
  }
  return fields;
}
