import type { ConnectionId, TenantId } from "../../schemas/ids.ts";
import { told } from "../events/build-event.ts";
import type { NoticeDraft, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { tellEvents } from "./tell-events.ts";

/** Stops reading and writing until a person says otherwise: one is told, and whatever system wants to know of it. */
export async function parkConnection(
  deps: Pick<World, "ids" | "clock">,
  stores: Stores,
  { tenantId, connectionId: id, name }: { tenantId: TenantId; connectionId: ConnectionId; name: string },
  reason: string,
  notice: NoticeDraft,
): Promise<void> {
  await stores.connections.park(id, reason, notice);
  await tellEvents(deps, stores, tenantId, [told.parked({ id, name }, reason)]);
}
