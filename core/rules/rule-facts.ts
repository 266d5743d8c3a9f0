import type { TicketFields } from "../../schemas/ticket.ts";

/**
 * What a condition may ask about a ticket or a record, all by value: an empty text stands for none, 0 for no priority.
 * Longer texts are cut, so that a condition costs the same whatever the ticket holds.
 */
export interface RuleFacts {
  title: string;
  description: string;
  status: string;
  priority: number;
  type: string;
  queue: string;
  category: string;
  assignee: string;
  contact: string;
  /** Name of the client. */
  client: string;
  /** Name of the connection where it was born; empty = here, from an alert. */
  bornIn: string;
  number: string;
}

const mostText = 20_000;

export function buildFacts(
  fields: Partial<TicketFields>,
  more: { client: string; bornIn: string; number: string | null },
): RuleFacts {
  const text = (value: string | null | undefined) => (value ?? "").slice(0, mostText);
  return {
    title: text(fields.title),
    description: text(fields.description),
    status: text(fields.status),
    priority: fields.priority ?? 0,
    type: text(fields.type),
    queue: text(fields.queue),
    category: text(fields.category),
    assignee: text(fields.assignee),
    contact: text(fields.contact),
    client: more.client,
    bornIn: more.bornIn,
    number: text(more.number),
  };
}
