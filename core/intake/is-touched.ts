import type { Ticket } from "../../schemas/ticket.ts";

/** Whether a person has set anything on the ticket, here or through a desk; comments are asked for apart. */
export function isTouched(ticket: Ticket): boolean {
  return Object.values(ticket.meta).some((meta) => meta?.by.kind !== "rule");
}
