import { createHash } from "node:crypto";
import type { SimulatedTicket, Technician, TechnicianEdit } from "../../simulator-kit/desk-simulator.ts";
import { labelOf, toFields } from "./labels.ts";
import { VendorRefusal } from "./query.ts";
import { viewUserDefined } from "./user-defined.ts";
import { apiResource, findRow, type Row, rowsOf, type SimulatorState, technicians } from "./state.ts";
import { addAttachment, addNote, changeNote, changeTicket, createTicket, deleteNote, deleteTicket } from "./tickets.ts";
import type { Announce } from "./webhooks.ts";

const publishOf = { public: 1, internal: 2 } as const;
const noteTypeGeneral = 3;

/** People at work in the vendor's pages; nothing of it goes through the API. */
export function createTechnician(state: SimulatorState, announce: Announce): Technician {
  const by = technicians.ann;
  const note = (method: string, ticketId: string | null, body: unknown) =>
    state.ledger.push({ at: state.now().toISOString(), by: "technician", method, path: "page", ticketId, body });
  const findNote = (ticketId: string, id: string): Row => {
    const row = findRow(state, "TicketNotes", Number(id));
    if (!row || String(row["ticketID"]) !== ticketId) throw new VendorRefusal("No matching records found.");
    return row;
  };
  return {
    async createTicket(ticket) {
      const row = createTicket(state, { ...defaultsOf(state, ticket), ...toFields(state, ticket) }, by);
      note("create", String(row.id), ticket);
      await announce("Ticket", "Create", row, [], by);
      return String(row.id);
    },
    async edit(ticketId, edit) {
      const { row, moved } = changeTicket(state, Number(ticketId), toFields(state, edit), by);
      note("edit", ticketId, edit);
      await announce("Ticket", "Update", row, moved, by);
    },
    async addComment(ticketId, { text, visibility }) {
      const fields = {
        noteType: noteTypeGeneral,
        title: text.slice(0, 60),
        description: text,
        publish: publishOf[visibility],
      };
      const row = addNote(state, Number(ticketId), fields, by);
      note("comment", ticketId, { text, visibility });
      await announce("TicketNote", "Create", row, [], by);
      return String(row.id);
    },
    async editComment(ticketId, commentId, { text, visibility }) {
      const row = findNote(ticketId, commentId);
      const fields = {
        ...(text === undefined ? {} : { description: text }),
        ...(visibility === undefined ? {} : { publish: publishOf[visibility] }),
      };
      changeNote(state, row, fields, by);
      note("editComment", ticketId, { commentId, text, visibility });
      await announce("TicketNote", "Update", row, Object.keys(fields), by);
    },
    async deleteComment(ticketId, commentId) {
      const row = findNote(ticketId, commentId);
      deleteNote(state, row, by);
      note("deleteComment", ticketId, { commentId });
      await announce("TicketNote", "Delete", row, [], by);
    },
    async addAttachment(ticketId, file) {
      const row = addAttachment(state, Number(ticketId), file, publishOf[file.visibility], by);
      note("attach", ticketId, { fileName: file.fileName });
      return String(row.id);
    },
    async deleteTicket(ticketId) {
      const row = deleteTicket(state, Number(ticketId), by);
      note("delete", ticketId, null);
      await announce("Ticket", "Delete", row, [], by);
    },
    async mergeTickets(loser, survivor) {
      // The vendor's merge shows as a completed ticket with a note that names the other.
      const other = findRow(state, "Tickets", Number(survivor));
      await this.addComment(loser, { text: `Merged into ${String(other?.["ticketNumber"])}`, visibility: "internal" });
      await this.edit(loser, { status: "Complete" });
    },
  };
}

function defaultsOf(state: SimulatorState, ticket: TechnicianEdit): Record<string, unknown> {
  return {
    status: 1,
    priority: 2,
    queueID: 8,
    companyID: Number(ticket.clientRef ?? 31_244),
    dueDateTime: state.now().toISOString(),
  };
}

/** As people see them on the page. */
export function viewTickets(state: SimulatorState): SimulatedTicket[] {
  return rowsOf(state, "Tickets").map((row) => ({
    id: String(row.id),
    number: String(row["ticketNumber"]),
    title: String(row["title"]),
    description: String(row["description"] ?? ""),
    status: labelOf("status", row["status"]),
    priority: labelOf("priority", row["priority"]),
    type: labelOf("ticketType", row["ticketType"]),
    queue: row["queueID"] === null ? null : labelOf("queueID", row["queueID"]),
    assignee: emailOf(state, row["assignedResourceID"]),
    resolution: String(row["resolution"] ?? "") || null,
    clientRef: String(row["companyID"]),
    marker: String(row["externalID"] ?? "") || null,
    custom: viewUserDefined(row["userDefinedFields"]),
    comments: viewNotes(state, row.id),
    attachments: viewAttachments(state, row.id),
  }));
}

function emailOf(state: SimulatorState, resource: unknown): string | null {
  const person = rowsOf(state, "Resources").find((row) => row.id === resource);
  return person ? String(person["email"]) : null;
}

function viewNotes(state: SimulatorState, ticketId: number): SimulatedTicket["comments"] {
  return rowsOf(state, "TicketNotes")
    .filter((row) => row["ticketID"] === ticketId)
    .map((row) => ({
      id: String(row.id),
      text: String(row["description"]),
      visibility: row["publish"] === publishOf.public ? "public" : "internal",
      byApi: row["creatorResourceID"] === apiResource,
    }));
}

function viewAttachments(state: SimulatorState, ticketId: number): SimulatedTicket["attachments"] {
  return rowsOf(state, "TicketAttachments")
    .filter((row) => row["ticketID"] === ticketId)
    .map((row) => ({
      id: String(row.id),
      fileName: String(row["title"]),
      contentType: String(row["contentType"]),
      sha256: createHash("sha256")
        .update(Buffer.from(String(row["data"]), "base64"))
        .digest("hex"),
      sizeBytes: Number(row["fileSize"]),
      visibility: row["publish"] === publishOf.public ? "public" : "internal",
      byApi: row["attachedByResourceID"] === apiResource,
    }));
}
