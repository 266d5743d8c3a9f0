import { ClientId, TicketId } from "../../schemas/ids.ts";
import type { Ticket } from "../../schemas/ticket.ts";
import type { Lens } from "../ports/desk.ts";

/** Ids that differ in their last digit. */
export const uuid = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
export const testAt = new Date("2026-03-17T09:00:00Z");

/** A ticket with a field of the customer's own, for tests. */
export const testTicket: Ticket = {
  id: TicketId.parse(uuid(1)),
  clientId: ClientId.parse(uuid(2)),
  rev: 1,
  fields: {
    title: "Fan is loud",
    description: null,
    status: "new",
    priority: 3,
    type: "incident",
    queue: null,
    category: null,
    assignee: null,
    contact: null,
    resolution: null,
    "custom.rack": "R7",
  },
  meta: {},
  code: null,
  origin: "test",
  homeConnectionId: null,
  birthConnectionId: null,
  createdAt: testAt,
};

/** Every value is said there as it is here, and texts are read. */
export const plainLens: Lens = {
  from: (_field, raw) => ({ kind: "value", value: typeof raw === "string" ? raw : null }),
  to: (_field, value) => ({ kind: "raw", raw: value }),
  isShapeOf: () => false,
};
