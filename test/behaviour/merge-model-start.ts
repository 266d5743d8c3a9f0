import { ClientId, ConnectionId, LinkId, Marker, TicketId } from "../../schemas/ids.ts";
import type { Link } from "../../schemas/link.ts";
import type { FieldMeta, FieldName, Ticket } from "../../schemas/ticket.ts";
import { type ModelField, modelFields } from "./model-desk.ts";

const uuid = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const connectionIds = { A: ConnectionId.parse(uuid(1)), B: ConnectionId.parse(uuid(2)) };

/** The ticket that the model begins with, agreed with both desks in its first revision. */
export function buildTicket(start: Pick<Ticket["fields"], ModelField>): Ticket {
  const meta: Partial<Record<FieldName, FieldMeta>> = {};
  for (const field of modelFields)
    meta[field] = { rev: 1, by: { kind: "rule", rule: "start" }, after: new Date(0), until: new Date(0) };
  return {
    id: TicketId.parse(uuid(10)),
    clientId: ClientId.parse(uuid(11)),
    rev: 1,
    fields: {
      ...start,
      description: null,
      type: "incident",
      queue: null,
      category: null,
      contact: null,
      resolution: null,
    },
    meta,
    code: null,
    origin: "model",
    homeConnectionId: connectionIds.A,
    birthConnectionId: null,
    createdAt: new Date(0),
  };
}

/** A link to a desk's record, its fields still to be filled in. */
export function buildLink(name: "A" | "B"): Link {
  return {
    id: LinkId.parse(uuid(name === "A" ? 20 : 21)),
    ticketId: TicketId.parse(uuid(10)),
    connectionId: connectionIds[name],
    externalId: null,
    externalNumber: null,
    externalUrl: null,
    marker: Marker.parse(uuid(name === "A" ? 30 : 31)),
    state: "active",
    fields: {},
    seenVersion: null,
    seenChangedAt: new Date(1),
    commentsVersion: null,
    ownCalls: null,
    seenAt: new Date(0),
    wroteAt: null,
    wantedRev: 1,
    doneRev: 1,
  };
}
