import type { Kysely } from "kysely";
import { z } from "zod";
import type { Text } from "../../connectors/contract.ts";
import { builtIn } from "../../connectors/registry.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AllowedFrom, ConnectionPatch } from "../connections/configure-connection.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { addTraffic } from "../db/connection-traffic.ts";
import { listConnections, type ListedConnection } from "../db/list-connections.ts";
import type { Database } from "../db/database.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { byName, listOf } from "./shapes/common.ts";
import { Connection, Connector, MadeConnection } from "./shapes/connections.ts";
import { inTheirLanguage, speakTo } from "./speak-to.ts";
import { readExpected, tellVersion } from "./versions.ts";

const NewConnection = z.strictObject({
  name: z.string().min(1).max(100),
  connector: z.string().max(100).describe("Name of the connector."),
  settings: z.record(z.string(), z.json()).default({}),
  secrets: z.record(z.string(), z.string()).default({}),
  defaultClient: z.string().min(1).max(200).optional().describe("Alerts that name no known client go to this one."),
  allowedFrom: AllowedFrom.default([]),
  mode: ConnectionPatch.shape.mode,
  reason: ConnectionPatch.shape.reason,
  rules: ConnectionPatch.shape.rules,
  maps: ConnectionPatch.shape.maps,
});

const tags = ["Connections"];
const listConnectors = describeRoute({
  method: "get",
  path: "/connectors",
  operationId: "listConnectors",
  tags,
  summary: "What can be connected, and what each needs",
  description: inTheirLanguage,
  responses: { 200: json(listOf(Connector), "All connectors.") },
});
const list = describeRoute({
  method: "get",
  path: "/connections",
  operationId: "listConnections",
  tags,
  summary: "Connections, and how they do",
  responses: { 200: json(listOf(Connection), "All connections, by name, without their secrets.") },
});
const show = describeRoute({
  method: "get",
  path: "/connections/{name}",
  operationId: "showConnection",
  tags,
  summary: "One connection, and how it does",
  request: { params: byName },
  responses: { 200: json(Connection, "The connection, without its secrets.") },
});
const add = describeRoute(
  {
    method: "post",
    path: "/connections",
    operationId: "addConnection",
    tags,
    summary: "Connect a tool or a service desk",
    description: `Where its vendor delivers to is shown this once; \`POST /connections/{name}/setup\` shows it again where it is needed. ${inTheirLanguage}`,
    request: { body: body(NewConnection) },
    responses: { 201: json(MadeConnection, "The connection, and what its admin does at the vendor.") },
  },
  { showsSecret: true },
);
const change = describeRoute(
  {
    method: "patch",
    path: "/connections/{name}",
    operationId: "changeConnection",
    tags,
    summary: "Change mode, settings, rules or tables of a connection",
    description: "What is left out stays. Conditions are compiled, and tables are held against the desk's own lists.",
    request: { params: byName, body: body(ConnectionPatch) },
    responses: { 200: json(Connection, "The connection as it is now.") },
  },
  { versioned: true },
);
const remove = describeRoute({
  method: "delete",
  path: "/connections/{name}",
  operationId: "removeConnection",
  tags,
  summary: "Remove a connection",
  description: "Our webhooks are taken away and its links end; records there stay as they are.",
  request: { params: byName },
  responses: {
    200: json(
      z.object({
        removed: z.literal(true),
        left: z.string().nullable().describe("What could not be taken away there."),
      }),
      "It is removed.",
    ),
  },
});

/** Connectors, and connections with their rules and tables. */
export function createConnectionRoutes(connections: ConnectionService, db: Kysely<Database>, tenantId: TenantId) {
  const withTraffic = async (connection: ListedConnection) => {
    const [seen] = await addTraffic(db, tenantId, [connection]);
    return { ...connection, waiting: seen?.waiting ?? 0, budget: seen?.budget ?? null };
  };
  return openGroup()
    .openapi(listConnectors, (context) => {
      const say = speakTo(context);
      return context.json(
        builtIn.map(({ manifest }) => describeConnector(manifest, say)),
        200,
      );
    })
    .openapi(list, async (context) =>
      context.json(await addTraffic(db, tenantId, await listConnections(db, tenantId)), 200),
    )
    .openapi(add, async (context) => {
      context.header("cache-control", "no-store");
      const added = await connections.add(context.req.valid("json"));
      return context.json({ ...added, setupSteps: added.setupSteps.map(speakTo(context)) }, 201);
    })
    .openapi(show, async (context) => {
      const shown = await connections.show(context.req.valid("param").name);
      tellVersion(context, shown.version);
      return context.json(await withTraffic(shown), 200);
    })
    .openapi(change, async (context) => {
      const { name } = context.req.valid("param");
      const changed = await connections.change(name, context.req.valid("json"), readExpected(context));
      tellVersion(context, changed.version);
      return context.json(await withTraffic(changed), 200);
    })
    .openapi(remove, async (context) => context.json(await connections.remove(context.req.valid("param").name), 200));
}

function describeConnector(manifest: (typeof builtIn)[number]["manifest"], say: (text: Text) => string) {
  const { name, title, kind, capabilities, contentTypes, signsBy, help, setupSteps } = manifest;
  return {
    name,
    title,
    kind,
    capabilities,
    contentTypes,
    signsBy,
    help: Object.fromEntries(
      Object.entries(help).map(([key, field]) => [key, { ...field, label: say(field.label), help: say(field.help) }]),
    ),
    setupSteps: setupSteps.map(say),
    settings: toJsonSchema(manifest.settings),
    secrets: toJsonSchema(manifest.secrets),
  };
}

function toJsonSchema(schema: z.ZodType): Record<string, unknown> {
  return { ...z.toJSONSchema(schema, { io: "input" }) };
}
