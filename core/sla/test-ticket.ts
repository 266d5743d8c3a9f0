import type { ClientId, TicketId } from "../../schemas/ids.ts";
import { type FixedFields, Ticket, type TicketRouting } from "../../schemas/ticket.ts";
import type { z } from "zod";

/** A ticket for tests; what is not said is of no account. */
export function buildTicket(
  fields: Partial<z.infer<typeof FixedFields>> & Record<string, unknown> = {},
  routing?: TicketRouting,
): Ticket {
  return Ticket.parse({
    id: "00000000-0000-7000-8000-000000000001" as TicketId,
    clientId: "00000000-0000-7000-8000-000000000002" as ClientId,
    rev: 1,
    fields: {
      title: "Disk full",
      description: null,
      status: "new",
      priority: 3,
      type: "incident",
      queue: null,
      category: null,
      assignee: null,
      contact: null,
      resolution: null,
      ...fields,
    },
    meta: {},
    code: null,
    origin: "test",
    homeConnectionId: null,
    birthConnectionId: null,
    createdAt: new Date(0),
    ...(routing ? { routing } : {}),
  });
}
