import type { Technician } from "../../simulator-kit/desk-simulator.ts";
import { storeFile } from "./api-attachments.ts";
import { toFields } from "./labels.ts";
import { clients } from "./seed.ts";
import { actors, addRow, findRow, noteEffect, removeRow, type Row, rowsOf, type SimulatorState } from "./state.ts";
import { changeTicket, createTicket, missing, touchTicket } from "./tickets.ts";
import type { Announce } from "./webhooks.ts";

const journalOf = { public: "comments", internal: "work_notes" } as const;
/** What the form makes a person write who resolves without a word. */
const formNotes = "Done.";

/** People at work in the vendor's pages; nothing of it goes through the API. */
export function createTechnician(state: SimulatorState, announce: Announce, ownUrl: () => string): Technician {
  const actor = actors.ann;
  const note = (method: string, ticketId: string, body: unknown) =>
    noteEffect(state, actor, { method, path: "page", ticketId, body });
  const change = async (ticketId: string, fields: Row) => {
    const { row, moved } = changeTicket(state, ticketId, fillForm(state, ticketId, fields), actor);
    if (moved.length > 0) await announce("update", row);
  };
  return {
    async createTicket(ticket) {
      const row = createTicket(state, { company: clients[0].ref, ...toFields(state, ticket) }, actor);
      const id = row["sys_id"] ?? "";
      note("create", id, ticket);
      await announce("insert", row);
      return id;
    },
    async edit(ticketId, edit) {
      note("edit", ticketId, edit);
      await change(ticketId, toFields(state, edit));
    },
    async addComment(ticketId, { text, visibility }) {
      note("comment", ticketId, { text, visibility });
      await change(ticketId, { [journalOf[visibility]]: text });
      return rowsOf(state, "sys_journal_field").at(-1)?.["sys_id"] ?? "";
    },
    async editComment() {
      throw new Error("ServiceNow's journal entries cannot be edited.");
    },
    async deleteComment() {
      throw new Error("ServiceNow's journal entries cannot be deleted.");
    },
    async addAttachment(ticketId, file) {
      const ticket = findRow(state, "incident", ticketId);
      if (!ticket) throw missing();
      const row = storeFile(state, ticketId, file, actor, ownUrl());
      note("attach", ticketId, { fileName: file.fileName });
      if (state.toggles.filesTouch) {
        touchTicket(state, ticket, actor.userName);
        await announce("update", ticket);
      }
      return row["sys_id"] ?? "";
    },
    async deleteTicket(ticketId) {
      const row = findRow(state, "incident", ticketId);
      if (!row) throw missing();
      note("delete", ticketId, null);
      const end = () => deleteIncident(state, row, actor.userName);
      // The rule runs before the deletion, and does not wait for it.
      if (state.toggles.holdDeletions) state.held.push(end);
      else end();
      await announce("delete", row);
    },
    async mergeTickets(loser, survivor) {
      // The vendor has no merge: one is cancelled and names the other.
      const other = findRow(state, "incident", survivor);
      await this.addComment(loser, { text: `Duplicate of ${other?.["number"]}`, visibility: "internal" });
      await change(loser, { state: "8" });
    },
  };
}

function deleteIncident(state: SimulatorState, row: Row, by: string): void {
  const id = row["sys_id"] ?? "";
  removeRow(state, "incident", id);
  addRow(state, "sys_audit_delete", { tablename: "incident", documentkey: id, display_value: row["number"] ?? "" }, by);
}

/** The form wants notes of whoever resolves. */
function fillForm(state: SimulatorState, ticketId: string, fields: Row): Row {
  const isEnded = fields["state"] === "6" || fields["state"] === "7";
  const notes = fields["close_notes"] ?? findRow(state, "incident", ticketId)?.["close_notes"] ?? "";
  return isEnded && notes === "" ? { ...fields, close_notes: formNotes } : fields;
}
