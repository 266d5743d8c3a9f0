import { findRow, rowsOf, type SimulatorState, systemResource } from "./state.ts";
import { addNote } from "./tickets.ts";

/** What administrators and the vendor's own automation do; only this vendor's simulator can. */
export interface BackOffice {
  /** Corrects a contact, or switches it off. */
  changeContact(id: number, change: { emailAddress?: string; isActive?: 0 | 1 }): void;
  /** Takes these rights from the API user, and gives it all others: `TicketNotes.Create`. */
  deny(rights: readonly string[]): void;
  /** Takes the texts out of the ticket's time entries, which stay. */
  emptyTimeEntries(ticketId: string): void;
  /** A note of the system user's. */
  addSystemNote(ticketId: string, note: { noteType: number; text: string }): void;
}

export function createBackOffice(state: SimulatorState): BackOffice {
  return {
    changeContact: (id, change) => void Object.assign(findRow(state, "Contacts", id) ?? {}, change),
    deny: (rights) => void (state.denied = new Set(rights)),
    emptyTimeEntries(ticketId) {
      for (const row of rowsOf(state, "TimeEntries").filter((one) => one["ticketID"] === Number(ticketId)))
        Object.assign(row, { summaryNotes: "", internalNotes: "" });
    },
    addSystemNote(ticketId, { noteType, text }) {
      const fields = { title: text.slice(0, 60), description: text, noteType, publish: 1 };
      addNote(state, Number(ticketId), fields, systemResource);
    },
  };
}
