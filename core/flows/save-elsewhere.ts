import type { Change } from "../../schemas/change.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Actor } from "../../schemas/ticket.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { saveTicket } from "./save-ticket.ts";

/**
 * Edits of comments that were said before a merge and are another ticket's since: they are owed to that ticket's links.
 *
 * @param changes each with the ticket whose comment it is; their revision is given here
 */
export async function saveElsewhere(
  deps: Pick<World, "ids" | "clock">,
  stores: Stores,
  tenantId: TenantId,
  changes: readonly Change[],
  cause: { by: Actor; at: Date },
): Promise<void> {
  if (changes.length === 0) return;
  for (const { ticket } of await stores.tickets.lock([...new Set(changes.map(({ ticketId }) => ticketId))])) {
    const raised = { ...ticket, rev: ticket.rev + 1 };
    const own = changes
      .filter(({ ticketId }) => ticketId === ticket.id)
      .map((change) => ({ ...change, rev: raised.rev }));
    const save = { ticket: raised, changes: own, comments: [], except: null, ...cause };
    await saveTicket(deps, stores, tenantId, save);
  }
}
