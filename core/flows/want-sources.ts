import type { Ticket } from "../../schemas/ticket.ts";
import type { Stores } from "../ports/stores.ts";
import { decideSource } from "../sources/decide-source.ts";

/** What a ticket's alerts want at their tools, as the ticket is now. */
export async function wantSources(stores: Stores, ticket: Ticket): Promise<void> {
  await stores.sources.want(ticket.id, decideSource(ticket));
}
