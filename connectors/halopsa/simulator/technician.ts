import { createHash } from "node:crypto";
import type { SimulatedTicket, Technician } from "../../simulator-kit/desk-simulator.ts";
import { addAction, changeAction, removeAction } from "./actions.ts";
import { addAttachment } from "./api-attachments.ts";
import { announceChange } from "./effects.ts";
import { fromText } from "./html-text.ts";
import { toFields } from "./labels.ts";
import { agentRows, agents, clients, markerFieldId, nameOf, priorities, statuses, ticketTypes } from "./lists.ts";
import { type SimulatorState, type Ticket, ticketOf } from "./state.ts";
import { touch } from "./ticket-rules.ts";
import { changeTicket, createTicket, mergeTickets } from "./tickets.ts";
import type { Announce } from "./webhooks.ts";

/** People at work in the vendor's pages; nothing of it goes through the API. */
export function createTechnician(state: SimulatorState, announce: Announce): Technician {
  const by = agents.ann;
  const note = (method: string, ticketId: string | null, body: unknown) =>
    state.ledger.push({ at: state.now().toISOString(), by: "technician", method, path: "page", ticketId, body });
  const tell = (ticket: Ticket, moved: readonly string[]) => announceChange(announce, ticket, moved, by);
  return {
    async createTicket(wanted) {
      const fields = toFields(wanted);
      const ticket = createTicket(state, { client_id: clients[1]?.id, ...fields }, by);
      note("create", String(ticket.id), wanted);
      await announce("created", ticket, by);
      return String(ticket.id);
    },
    async edit(ticketId, edit) {
      const { ticket, moved } = changeTicket(state, Number(ticketId), toFields(edit));
      note("edit", ticketId, edit);
      await tell(ticket, moved);
    },
    async addComment(ticketId, { text, visibility, html }) {
      const ticket = ticketOf(state, ticketId);
      const hidden = visibility === "internal";
      const outcome = hidden ? { outcomeId: 7, outcome: "Private Note" } : { outcomeId: 60, outcome: "Note" };
      const action = addAction(state, ticket, { ...outcome, noteHtml: html ?? fromText(text), hidden }, by);
      note("comment", ticketId, { text, visibility });
      await tell(ticket, ["actions"]);
      return `${ticketId}:${action.id}`;
    },
    async editComment(ticketId, commentId, { text, visibility }) {
      const ticket = ticketOf(state, ticketId);
      changeAction(state, ticket, actionOf(commentId), {
        ...(text === undefined ? {} : { note: text }),
        ...(visibility === undefined ? {} : { hiddenfromuser: visibility === "internal" }),
      });
      note("editComment", ticketId, { commentId, text, visibility });
      await tell(ticket, ["actions"]);
    },
    async deleteComment(ticketId, commentId) {
      const ticket = ticketOf(state, ticketId);
      removeAction(state, ticket, actionOf(commentId));
      note("deleteComment", ticketId, { commentId });
      await tell(ticket, ["actions"]);
    },
    async addAttachment(ticketId, { visibility, ...file }) {
      const showForUsers = visibility === "public";
      const row = addAttachment(state, Number(ticketId), { ...file, showForUsers, note: "", byApi: false });
      note("attach", ticketId, { fileName: file.fileName });
      await tell(ticketOf(state, ticketId), ["attachments"]);
      return String(row.id);
    },
    async deleteTicket(ticketId) {
      const ticket = ticketOf(state, ticketId);
      ticket.deleted = true;
      touch(state, ticket);
      note("delete", ticketId, null);
    },
    async mergeTickets(loser, survivor) {
      const ticket = mergeTickets(state, Number(loser), Number(survivor), by);
      note("merge", loser, { survivor });
      await tell(ticket, ["statusId"]);
    },
  };
}

function actionOf(commentId: string): number {
  return Number(commentId.split(":").at(-1));
}

/** As people see them on the page. */
export function viewTickets(state: SimulatorState): SimulatedTicket[] {
  return [...state.tickets.values()]
    .filter(({ deleted }) => !deleted)
    .map((ticket) => ({
      id: String(ticket.id),
      number: String(ticket.id),
      title: ticket.summary,
      description: ticket.details,
      status: nameOf(statuses, ticket.statusId),
      priority:
        priorities.find(({ slaid, priorityid }) => slaid === ticket.slaId && priorityid === ticket.priorityId)?.name ??
        "",
      type: nameOf(ticketTypes, ticket.typeId),
      queue: ticket.team || null,
      assignee:
        ticket.agentId === agents.unassigned
          ? null
          : (agentRows.find(({ id }) => id === ticket.agentId)?.email.toLowerCase() ?? null),
      resolution: ticket.closureNote || null,
      clientRef: String(ticket.clientId),
      marker: ticket.customFields.get(markerFieldId) || null,
      custom: viewCustom(ticket),
      comments: viewComments(ticket),
      attachments: viewAttachments(state, ticket.id),
    }));
}

function viewCustom({ customFields }: Ticket): Record<string, string> {
  const shown = [...customFields].filter(([id, value]) => id !== markerFieldId && value !== "");
  return Object.fromEntries(shown.map(([id, value]) => [String(id), value]));
}

/** The first action is the ticket's own text; empty ones and the system's are no comments. */
function viewComments(ticket: Ticket): SimulatedTicket["comments"] {
  return ticket.actions
    .filter(({ id, system, note }) => id !== 1 && !system && note !== "")
    .map((action) => ({
      id: `${ticket.id}:${action.id}`,
      text: action.note,
      visibility: action.hidden ? "internal" : "public",
      byApi: action.agentId === agents.api,
    }));
}

function viewAttachments(state: SimulatorState, ticketId: number): SimulatedTicket["attachments"] {
  return state.attachments
    .filter((file) => file.ticketId === ticketId)
    .map((file) => ({
      id: String(file.id),
      fileName: file.fileName,
      contentType: file.contentType,
      sha256: createHash("sha256").update(file.bytes).digest("hex"),
      sizeBytes: file.bytes.length,
      visibility: file.showForUsers ? "public" : "internal",
      byApi: file.byApi,
    }));
}
