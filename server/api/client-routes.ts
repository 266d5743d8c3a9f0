import { z } from "zod";
import { suggestClients } from "../../core/mapping/suggest-clients.ts";
import { ClientGuide } from "../../schemas/client-guide.ts";
import { principalOf } from "../access/principal.ts";
import { changeGuide, showGuide } from "../clients/guide-service.ts";
import { listClients, listUnknownCustomers } from "../db/clients.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import type { ApiDeps } from "./routes.ts";
import { Client, Guide, UnknownCustomer } from "./shapes/clients.ts";
import { listOf } from "./shapes/common.ts";
import { readExpected, tellVersion } from "./versions.ts";

const mostUnknown = 500;
const GuidePatch = ClientGuide.partial();

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

const byClient = z.object({ id: z.string().describe("Id or name of the client.") });
const guide = describeRoute({
  method: "get",
  path: "/clients/{id}/guide",
  operationId: "showClientGuide",
  tags,
  summary: "Whom to speak to at a client, and what is done there",
  description: "Contacts and runbooks. The provider's own: a viewer who is held to some clients does not find it.",
  request: { params: byClient },
  responses: { 200: json(Guide, "In the order in which they are shown.") },
});
const changeGuideRoute = describeRoute(
  {
    method: "patch",
    path: "/clients/{id}/guide",
    operationId: "changeClientGuide",
    tags,
    summary: "Set a client's contacts or runbooks",
    description: "A list that is given replaces the one that is there; what is left out stays.",
    request: { params: byClient, body: body(GuidePatch) },
    responses: { 200: json(Guide, "As they are now.") },
  },
  { versioned: true },
);

/** Whose work it is: clients, and customers that are not known as any yet. */
export function createClientRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  const guides = { db: hub.db, tenantId, ids: hub.world.ids };
  return openGroup()
    .openapi(guide, async (context) => {
      const shown = await showGuide(guides, principalOf(context), context.req.valid("param").id);
      tellVersion(context, shown.version);
      return context.json(shown, 200);
    })
    .openapi(changeGuideRoute, async (context) => {
      const { id } = context.req.valid("param");
      const expected = readExpected(context);
      const saved = await changeGuide(guides, principalOf(context), id, context.req.valid("json"), expected);
      tellVersion(context, saved.version);
      return context.json(saved, 200);
    })
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
