import type { TenantId } from "../../schemas/ids.ts";
import { listDue } from "../sla/due-fields.ts";
import { editTicket } from "../sync/edit-ticket.ts";
import type { UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { saveTicket } from "./save-ticket.ts";

const mostAtOnce = 100;
const by = { kind: "rule", rule: "sla" } as const;

/**
 * Puts due instants that have moved into the fields of their tickets, which go to desks as every other field does. A clock
 * that is paused leaves what was said before: there is no other instant to say.
 */
export async function tellDue(
  deps: Pick<World, "clock" | "ids"> & { unit: UnitOfWork },
  tenantId: TenantId,
): Promise<{ told: number; again: boolean }> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const ids = await stores.clocks.untold(mostAtOnce);
    const locked = await stores.tickets.lock(ids);
    const running = await stores.clocks.running(locked.map(({ ticket }) => ticket.id));
    const mapped = await stores.clocks.mappedDue();
    const at = deps.clock.now();
    let told = 0;
    for (const { ticket } of locked) {
      const due = listDue(running.get(ticket.id) ?? [], mapped);
      const edited = editTicket(ticket, due, { by, reason: "sla", after: at, until: at, at });
      if (edited.changes.length === 0) continue;
      await saveTicket(deps, stores, tenantId, { ...edited, comments: [], except: null, by, at });
      told += 1;
    }
    await stores.clocks.noteTold(locked.map(({ ticket }) => ticket.id));
    return { told, again: ids.length === mostAtOnce };
  });
}
