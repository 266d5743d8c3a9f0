import type { Conflict } from "../../schemas/change.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { told } from "../events/build-event.ts";
import type { Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { tellEvents } from "./tell-events.ts";

/** Keeps what could not both stand, for a person to see, and tells whoever wants to know of it. */
export async function noteConflicts(
  deps: Pick<World, "ids" | "clock">,
  stores: Stores,
  tenantId: TenantId,
  conflicts: readonly Conflict[],
): Promise<void> {
  if (conflicts.length === 0) return;
  await stores.tickets.addConflicts(conflicts);
  if ((await stores.outbox.subscriptions()).length === 0) return;
  const tickets = await stores.tickets.read([...new Set(conflicts.map(({ ticketId }) => ticketId))]);
  const drafts = conflicts.flatMap((conflict) => {
    const ticket = tickets.get(conflict.ticketId);
    return ticket ? [told.conflict(ticket, conflict)] : [];
  });
  await tellEvents(deps, stores, tenantId, drafts);
}
