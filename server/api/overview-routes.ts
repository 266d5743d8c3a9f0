import { type Principal, principalOf } from "../access/principal.ts";
import { isAtLeast } from "../access/roles.ts";
import { countQuarantined, listChoices, listConnectionStates, readOverview } from "../db/overview.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import type { ApiDeps } from "./routes.ts";
import { Choices, Overview } from "./shapes/overview.ts";

const tags = ["Overview"];
const overview = describeRoute({
  method: "get",
  path: "/overview",
  operationId: "showOverview",
  tags,
  summary: "What needs somebody now: counts, storms, overdue updates, and how connections do",
  description: "Of the whole tenant, or of the clients that whoever asks may see.",
  responses: { 200: json(Overview, "As it is now.") },
});
const choices = describeRoute({
  method: "get",
  path: "/choices",
  operationId: "listChoices",
  tags,
  summary: "Names that are in use, by which lists of tickets and alerts can be narrowed",
  responses: { 200: json(Choices, "By name.") },
});

type Deps = Pick<ApiDeps, "hub" | "tenantId">;

/** What needs somebody now. */
export function createOverviewRoutes({ hub, tenantId }: Deps) {
  return openGroup()
    .openapi(overview, async (context) => {
      const principal = principalOf(context);
      const [view, whole] = await Promise.all([
        readOverview(hub.db, tenantId, principal.clients),
        readWhole({ hub, tenantId }, principal),
      ]);
      return context.json({ at: hub.world.clock.now(), ...view, ...whole }, 200);
    })
    .openapi(choices, async (context) => {
      const { clients } = principalOf(context);
      const view = await listChoices(hub.db, tenantId, clients);
      // Which systems a provider runs is nothing that its clients are told.
      return context.json(clients === null ? view : { ...view, connections: [] }, 200);
    });
}

/** What is no client's. */
async function readWhole({ hub, tenantId }: Deps, { clients, role }: Principal) {
  if (clients !== null) return { quarantined: null, connections: null };
  const [quarantined, states] = await Promise.all([
    countQuarantined(hub.db, tenantId),
    listConnectionStates(hub.db, tenantId),
  ]);
  // A vendor's own words may hold what only those may read who see its deliveries.
  const connections = isAtLeast(role, "technician") ? states : states.map((state) => ({ ...state, lastError: null }));
  return { quarantined, connections };
}
