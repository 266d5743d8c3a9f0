import type { SimulatedTicket } from "../../simulator-kit/desk-simulator.ts";
import { labelOf } from "./choices.ts";
import { statusLabel } from "./labels.ts";
import { findRow, type Row, rowsOf, type SimulatorState } from "./state.ts";

/** As people see them on the page. */
export function viewTickets(state: SimulatorState): SimulatedTicket[] {
  return rowsOf(state, "incident").map((row) => ({
    id: row["sys_id"] ?? "",
    number: row["number"] ?? "",
    title: row["short_description"] ?? "",
    description: row["description"] ?? "",
    status: statusLabel(state, row),
    priority: labelOf(state.toggles, "priority", row["priority"] ?? ""),
    type: "Incident",
    queue: findRow(state, "sys_user_group", row["assignment_group"])?.["name"] ?? null,
    assignee: findRow(state, "sys_user", row["assigned_to"])?.["email"]?.toLowerCase() ?? null,
    resolution: row["close_notes"] || null,
    clientRef: row["company"] ?? "",
    marker: row["correlation_id"] || null,
    custom: Object.fromEntries(Object.entries(row).filter(([name, value]) => name.startsWith("u_") && value !== "")),
    comments: viewComments(state, row),
    attachments: viewAttachments(state, row),
  }));
}

function viewComments(state: SimulatorState, ticket: Row): SimulatedTicket["comments"] {
  return rowsOf(state, "sys_journal_field")
    .filter((row) => row["element_id"] === ticket["sys_id"])
    .map((row) => ({
      id: row["sys_id"] ?? "",
      text: row["value"] ?? "",
      visibility: row["element"] === "comments" ? "public" : "internal",
      byApi: row["sys_created_by"] === state.identity.userName,
    }));
}

/** A file has no visibility of its own: the caller sees it. */
function viewAttachments(state: SimulatorState, ticket: Row): SimulatedTicket["attachments"] {
  return rowsOf(state, "sys_attachment")
    .filter((row) => row["table_sys_id"] === ticket["sys_id"])
    .map((row) => ({
      id: row["sys_id"] ?? "",
      fileName: row["file_name"] ?? "",
      contentType: row["content_type"] ?? "",
      sha256: row["hash"] ?? "",
      sizeBytes: Number(row["size_bytes"]),
      visibility: "public",
      byApi: row["sys_created_by"] === state.identity.userName,
    }));
}
