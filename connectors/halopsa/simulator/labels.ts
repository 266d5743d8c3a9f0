import type { TechnicianEdit } from "../../simulator-kit/desk-simulator.ts";
import { fromText } from "./html-text.ts";
import { agentRows, agents, priorities, statuses, teams } from "./lists.ts";
import { VendorRefusal } from "./state.ts";

/** What a technician picks on the page, as the API names it. @throws VendorRefusal for a label that is not offered */
export function toFields(edit: TechnicianEdit): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  if (edit.title !== undefined) fields["summary"] = edit.title;
  if (edit.description !== undefined) fields["details_html"] = fromText(edit.description);
  if (edit.resolution !== undefined) fields["closure_note"] = edit.resolution;
  if (edit.custom !== undefined)
    fields["customfields"] = Object.entries(edit.custom).map(([key, value]) => ({ id: Number(key), value }));
  if (edit.status !== undefined) fields["status_id"] = find("status", statuses, (row) => row.name === edit.status).id;
  if (edit.priority !== undefined)
    fields["priority_id"] = find("priority", priorities, (row) => row.name === edit.priority).priorityid;
  if (edit.queue !== undefined)
    fields["team"] = edit.queue === null ? "" : find("team", teams, (row) => row.name === edit.queue).name;
  if (edit.clientRef !== undefined) fields["client_id"] = Number(edit.clientRef);
  if (edit.assignee !== undefined)
    fields["agent_id"] =
      edit.assignee === null
        ? agents.unassigned
        : find("agent", agentRows, (row) => row.email.toLowerCase() === edit.assignee).id;
  return fields;
}

function find<Row>(what: string, rows: readonly Row[], matches: (row: Row) => boolean): Row {
  const found = rows.find(matches);
  if (!found) throw new VendorRefusal(`There is no such ${what}.`);
  return found;
}
