import { randomUUID } from "node:crypto";
import type { Technician, TechnicianEdit } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { type FieldName, Priority, type TicketFields, TicketStatus } from "../../../schemas/ticket.ts";
import { toExchangeTicket } from "./read-address.ts";
import {
  addTicket,
  noteEffect,
  ownName,
  type PeerComment,
  type PeerState,
  type PeerTicket,
  setField,
  type Tell,
  touch,
} from "./state.ts";

/** Labels are our own words there. */
function toFields(edit: TechnicianEdit): Partial<TicketFields> {
  const { status, priority, clientRef: _client, custom = {}, ...texts } = edit;
  return {
    ...texts,
    ...Object.fromEntries(Object.entries(custom).map(([key, value]) => [`custom.${key}`, value || null])),
    ...(status === undefined ? {} : { status: TicketStatus.parse(status) }),
    ...(priority === undefined ? {} : { priority: Priority.parse(Number(priority)) }),
  };
}

/** @returns what really moved */
export function applyEdit(state: PeerState, ticket: PeerTicket, edit: TechnicianEdit): FieldName[] {
  const moved: FieldName[] = [];
  for (const [field, value] of Object.entries(toFields(edit)) as [FieldName, never][]) {
    if (ticket.fields[field] === value) continue;
    setField(ticket, field, value, { version: (ticket.versions[field] ?? 0) + 1, by: ownName });
    moved.push(field);
  }
  if (moved.length > 0) touch(state, ticket);
  return moved;
}

export function tellFields(tell: Tell, ticket: PeerTicket, fields: readonly FieldName[]): Promise<void> {
  return tell({ type: "ticket.updated", data: toExchangeTicket(ticket, fields) });
}

export function ticketOf(state: PeerState, id: string): PeerTicket {
  const ticket = state.tickets.get(id);
  if (!ticket) throw new Error(`There is no ticket ${id}.`);
  return ticket;
}

function commentOf(ticket: PeerTicket, id: string): PeerComment {
  const comment = ticket.comments.find((one) => one.id === id);
  if (!comment) throw new Error(`There is no comment ${id}.`);
  return comment;
}

/** People at work in the other system. */
export function createTechnician(state: PeerState, tell: Tell): Technician {
  const note = (method: string, ticketId: string, body: unknown) =>
    noteEffect(state, "technician", { method, ticketId, body });
  const tellComment = (type: "comment.created" | "comment.updated", ticketId: string, comment: PeerComment) => {
    const { sender: _sender, ...data } = comment;
    return tell({ type, data: { ...data, ticketId } });
  };
  return {
    async createTicket({ clientRef, ...edit }) {
      const ticket = addTicket(state, `T${randomUUID().slice(0, 8)}`, clientRef ?? "acme", null);
      applyEdit(state, ticket, { status: "new", priority: "3", ...edit });
      note("create", ticket.id, edit);
      await tell({ type: "ticket.created", data: toExchangeTicket(ticket) });
      return ticket.id;
    },
    async edit(ticketId, edit) {
      const ticket = ticketOf(state, ticketId);
      const moved = applyEdit(state, ticket, edit);
      note("edit", ticketId, edit);
      if (moved.length > 0) await tellFields(tell, ticket, moved);
    },
    async addComment(ticketId, { text, visibility }) {
      const ticket = ticketOf(state, ticketId);
      const comment: PeerComment = {
        id: randomUUID(),
        body: text,
        format: "plain",
        visibility,
        author: { name: "Ann Keller", kind: "technician" },
        createdAt: state.now().toISOString(),
        version: 1,
        sender: ownName,
      };
      ticket.comments.push(comment);
      touch(state, ticket);
      note("comment", ticketId, { text, visibility });
      await tellComment("comment.created", ticketId, comment);
      return comment.id;
    },
    async editComment(ticketId, commentId, { text, visibility }) {
      const ticket = ticketOf(state, ticketId);
      const comment = commentOf(ticket, commentId);
      comment.version += 1;
      if (text !== undefined) comment.body = text;
      if (visibility !== undefined) comment.visibility = visibility;
      touch(state, ticket);
      note("editComment", ticketId, { commentId, text, visibility });
      await tellComment("comment.updated", ticketId, comment);
    },
    async deleteComment(ticketId, commentId) {
      const ticket = ticketOf(state, ticketId);
      ticket.comments = ticket.comments.filter((one) => one !== commentOf(ticket, commentId));
      touch(state, ticket);
      note("deleteComment", ticketId, { commentId });
      await tell({ type: "comment.deleted", data: { id: commentId, ticketId } });
    },
    async addAttachment(ticketId, { fileName, contentType, bytes, visibility }) {
      const ticket = ticketOf(state, ticketId);
      const createdAt = state.now().toISOString();
      const file = { id: randomUUID(), fileName, contentType, visibility, createdAt };
      ticket.files.push({ ...file, bytes: Buffer.from(bytes), sender: ownName });
      touch(state, ticket);
      note("attach", ticketId, { fileName });
      const data = Buffer.from(bytes).toString("base64");
      await tell({ type: "attachment.created", data: { ...file, ticketId, data } });
      return file.id;
    },
    async deleteTicket(ticketId) {
      state.tickets.delete(ticketOf(state, ticketId).id);
      state.deleted.add(ticketId);
      state.changes += 1;
      note("delete", ticketId, null);
      await tell({ type: "ticket.deleted", data: { id: ticketId } });
    },
    async mergeTickets(loser, survivor) {
      await this.addComment(loser, { text: `Merged into ${ticketOf(state, survivor).number}`, visibility: "internal" });
      await this.edit(loser, { status: "cancelled" });
    },
  };
}
