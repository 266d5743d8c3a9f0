import { suggestClients } from "../../core/mapping/suggest-clients.ts";
import { principalOf } from "../access/principal.ts";
import { listClients, listUnknownCustomers } from "../db/clients.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import type { ApiDeps } from "./routes.ts";
import { Client, UnknownCustomer } from "./shapes/clients.ts";
import { listOf } from "./shapes/common.ts";

const mostUnknown = 500;

const tags = ["Clients"];
const list = describeRoute({
  method: "get",
  path: "/clients",
  operationId: "listClients",
  tags,
  summary: "Clients, who each is on every connection, and how much is open",
  responses: { 200: json(listOf(Client), "By name.") },
});
const unknown = describeRoute({
  method: "get",
  path: "/clients/unknown",
  operationId: "listUnknownCustomers",
  tags,
  summary: "Customers that are nobody's yet, and what waits for them",
  description: `What most waits for comes first; at most ${mostUnknown}.`,
  responses: { 200: json(listOf(UnknownCustomer), "POST /client-map says which client one is.") },
});

/** Whose work it is: clients, and customers that are not known as any yet. */
export function createClientRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  return openGroup()
    .openapi(list, async (context) =>
      context.json(await listClients(hub.db, tenantId, principalOf(context).clients), 200),
    )
    .openapi(unknown, async (context) => {
      const names = (await listClients(hub.db, tenantId, null)).map(({ name }) => name);
      const waiting = await listUnknownCustomers(hub.db, tenantId, mostUnknown);
      return context.json(
        waiting.map((one) => ({
          ...one,
          suggestions: suggestClients(one.externalId.replaceAll(/[-_.]+/g, " "), names),
        })),
        200,
      );
    });
}
