import type { TenantId } from "../../schemas/ids.ts";
import type { UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadPlan, saveClocks } from "./save-clocks.ts";

const mostAtOnce = 200;

/** Counts the clocks of open tickets by the plan that counts now, so many at a time. @returns how many; less than asked for = all are */
export async function recountClocks(
  deps: Pick<World, "clock"> & { unit: UnitOfWork },
  tenantId: TenantId,
): Promise<{ recounted: number; again: boolean }> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const { version } = await loadPlan(stores, tenantId);
    const ids = await stores.clocks.outdated(version, mostAtOnce);
    if (ids.length === 0) return { recounted: 0, again: false };
    const locked = await stores.tickets.lock(ids);
    await saveClocks({ now: deps.clock.now() }, stores, tenantId, locked, "planChanged");
    return { recounted: locked.length, again: ids.length === mostAtOnce };
  });
}
