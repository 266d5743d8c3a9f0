import { z } from "zod";
import { ItemDraft } from "../../schemas/configuration-item.ts";
import { actorNow } from "../access/acting.ts";
import { addAudit } from "../db/admin.ts";
import { importItems, listItems } from "../db/items.ts";
import { withTenant } from "../db/tenant.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { AppError } from "./problem.ts";
import type { ApiDeps } from "./routes.ts";
import { limitOf, listOf, QueryText } from "./shapes/common.ts";
import { Item } from "./shapes/deliveries.ts";

const ImportRequest = z.strictObject({ items: z.array(ItemDraft).max(100_000) });

const tags = ["Items"];
const list = describeRoute({
  method: "get",
  path: "/items",
  operationId: "listItems",
  tags,
  summary: "Configuration items",
  request: {
    query: z.strictObject({
      client: QueryText.optional().describe("Name of a client; absent = all."),
      limit: limitOf(10_000, 500),
    }),
  },
  responses: { 200: json(listOf(Item), "By client and name.") },
});
const add = describeRoute(
  {
    method: "post",
    path: "/items",
    operationId: "importItems",
    tags,
    summary: "Make items, or bring them up to date",
    description:
      "Those of the same client and name are brought up to date: keys and parents become what the list says. All of them, or where one cannot be kept, none.",
    request: { body: body(ImportRequest) },
    responses: {
      201: json(z.object({ created: z.int(), updated: z.int() }), "How many were made and brought up to date."),
    },
  },
  // A list of all that a provider looks after.
  { limits: { bytes: 32_000_000, keys: 700_000 } },
);

/** Configuration items: what alerts are about. */
export function createItemRoutes({ hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">) {
  return openGroup()
    .openapi(list, async (context) => {
      const { client, limit } = context.req.valid("query");
      return context.json(await listItems(hub.db, tenantId, { client, limit }), 200);
    })
    .openapi(add, async (context) => {
      const { items } = context.req.valid("json");
      const { next } = hub.world.ids;
      const done = await withTenant(hub.db, tenantId, async (trx) => {
        const imported = await importItems(trx, tenantId, items, next);
        const entry = { actor: actorNow(), action: "items.import", object: "items", detail: { ...imported } };
        if (!("problems" in imported)) await addAudit(trx, tenantId, entry, next);
        return imported;
      });
      if ("problems" in done) {
        const told = done.problems
          .slice(0, 50)
          .map(({ index, field, detail }) => `items.${index}.${field}: ${detail}.`);
        throw new AppError("invalid", `Nothing was imported.\n${told.join("\n")}`, { problems: done.problems });
      }
      return context.json(done, 201);
    });
}
