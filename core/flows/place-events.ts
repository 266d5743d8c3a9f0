import type { ConnectionId } from "../../schemas/ids.ts";
import type { EventAt } from "../intake/batch.ts";
import type { CompiledRules } from "../intake/compile-rules.ts";
import { applyRoute } from "../intake/route.ts";
import { buildWishes } from "../intake/wishes.ts";
import type { Stores } from "../ports/stores.ts";
import { routeEvents } from "./route-events.ts";

/** An event as it came, or as its alert kept it. */
export type Unplaced = Omit<EventAt, "connectionId" | "route" | "wishes">;

/** What the rules, and the connection's own settings, say of events of one connection. */
export async function placeEvents(
  stores: Stores,
  rules: CompiledRules,
  connectionId: ConnectionId,
  unplaced: readonly Unplaced[],
): Promise<EventAt[]> {
  const connection = await stores.directory.connection(connectionId);
  const place = { connectionId, connection: connection ?? { name: "", connector: "", defaultClientId: null } };
  const onClear = connection?.settings["onClear"] === "comment" ? ("comment" as const) : ("resolve" as const);
  const events = unplaced.map(({ event }) => event);
  const routes = await routeEvents(stores, rules, place, events);
  return unplaced.flatMap((at, index) => {
    const route = routes[index];
    if (!route) return [];
    return [
      { ...at, connectionId, event: applyRoute(at.event, route), route, wishes: buildWishes(route, { onClear }) },
    ];
  });
}
