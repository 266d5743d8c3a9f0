import { z } from "zod";
import { type KeyService, NewApiKey } from "../access/key-service.ts";
import { principalOf } from "../access/principal.ts";
import type { TenantView } from "../db/tenants.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { ApiKey, MadeApiKey, Tenant } from "./shapes/access.ts";
import { byId, byName, listOf } from "./shapes/common.ts";
import { TenantLeft, TenantRows } from "./shapes/operations.ts";

const NewTenant = z.strictObject({ name: z.string().trim().min(1).max(200) });

/** Tenants of the instance, for whoever runs it. */
export interface TenantService {
  list(): Promise<readonly TenantView[]>;
  /** Made if there is none of this name. */
  ensure(name: string): Promise<TenantView>;
  /** What is kept of it, by table. @throws AppError `notFound` */
  countRows(name: string): Promise<Record<string, number>>;
  /** All of it, its key first. @returns what is left, by table. @throws AppError `conflict` where it is the hub's own */
  remove(name: string): Promise<Record<string, number>>;
}

const tags = ["Access"];
const listKeys = describeRoute({
  method: "get",
  path: "/api-keys",
  operationId: "listApiKeys",
  tags,
  summary: "API keys that are not revoked",
  responses: { 200: json(listOf(ApiKey), "The keys, oldest first, without what makes them keys.") },
});
const addKey = describeRoute(
  {
    method: "post",
    path: "/api-keys",
    operationId: "addApiKey",
    tags,
    summary: "Make an API key",
    description:
      "The key is shown this once; what is kept of it is a hash. Nobody makes one that may do more than they may.",
    request: { body: body(NewApiKey) },
    responses: { 201: json(MadeApiKey, "The key.") },
  },
  { showsSecret: true },
);
const revokeKey = describeRoute({
  method: "delete",
  path: "/api-keys/{id}",
  operationId: "revokeApiKey",
  tags,
  summary: "Revoke an API key",
  description: "By its id or name. It counts no more on any node within five seconds.",
  request: { params: byId },
  responses: { 200: json(z.object({ revoked: z.literal(true) }), "It is revoked.") },
});
const listTenants = describeRoute({
  method: "get",
  path: "/tenants",
  operationId: "listTenants",
  tags,
  summary: "Tenants of this hub",
  responses: { 200: json(listOf(Tenant), "All tenants, by name.") },
});
const addTenant = describeRoute({
  method: "post",
  path: "/tenants",
  operationId: "addTenant",
  tags,
  summary: "Make a tenant",
  description: "One that is there already under this name is answered as it is.",
  request: { body: body(NewTenant) },
  responses: { 201: json(Tenant, "The tenant.") },
});

const countRows = describeRoute({
  method: "get",
  path: "/tenants/{name}/rows",
  operationId: "countTenantRows",
  tags,
  summary: "What is kept of a tenant",
  request: { params: byName },
  responses: { 200: json(TenantRows, "Rows by table.") },
});
const deleteTenant = describeRoute(
  {
    method: "delete",
    path: "/tenants/{name}",
    operationId: "deleteTenant",
    tags,
    summary: "Delete a tenant with all that is kept of it",
    description: "Its key goes first, so that nothing of it can be read in a backup. It cannot be taken back.",
    request: { params: byName },
    responses: { 200: json(TenantLeft, "What is left: nothing, unless somebody has added to it meanwhile.") },
  },
  { conflicts: true },
);

/** Who may speak to the API, and for whom. */
export function createAccessRoutes(keys: KeyService, tenants: TenantService) {
  return openGroup()
    .openapi(listKeys, async (context) => context.json(await keys.list(), 200))
    .openapi(addKey, async (context) => {
      context.header("cache-control", "no-store");
      return context.json(await keys.add(principalOf(context), context.req.valid("json")), 201);
    })
    .openapi(revokeKey, async (context) => {
      await keys.revoke(context.req.valid("param").id);
      return context.json({ revoked: true as const }, 200);
    })
    .openapi(listTenants, async (context) => context.json(await tenants.list(), 200))
    .openapi(addTenant, async (context) => context.json(await tenants.ensure(context.req.valid("json").name), 201))
    .openapi(countRows, async (context) =>
      context.json({ rows: await tenants.countRows(context.req.valid("param").name) }, 200),
    )
    .openapi(deleteTenant, async (context) =>
      context.json({ left: await tenants.remove(context.req.valid("param").name) }, 200),
    );
}
