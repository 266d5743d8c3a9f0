import { z } from "zod";
import type { TestStep } from "../../core/ports/desk.ts";
import type { ConnectionService } from "../connections/connection-service.ts";
import { PreviewRequest } from "../connections/preview-maps.ts";
import { answerEvents, wantsEvents } from "./answer-events.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { Asked, byName, listOf, QueryText } from "./shapes/common.ts";
import { inTheirLanguage, speakTo } from "./speak-to.ts";
import { tellVersion } from "./versions.ts";
import {
  Customer,
  Discovery,
  MappedClient,
  MapsPreview,
  ProposedMaps,
  SetupTexts,
  TestSteps,
  UnmappedClient,
} from "./shapes/connections.ts";

const NewMapping = z.strictObject({
  connection: z.string().max(200).describe("Name or id of the connection."),
  externalId: z.string().min(1).max(500).describe("The customer there."),
  client: z.string().min(1).max(200).describe("The client here, by name; made where there is none."),
});

const tags = ["Connections"];
const request = { params: byName };
const test = describeRoute({
  method: "post",
  path: "/connections/{name}/test",
  operationId: "testConnection",
  tags,
  summary: "Try a connection, step by step",
  description:
    "Writes nothing. Whoever accepts `text/event-stream` is told each step as soon as it is known (event `step`), and the end (`end`).",
  request,
  responses: { 200: json(TestSteps, "Each step, and what came of it.") },
});
const registerWebhook = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/webhook",
    operationId: "registerVendorWebhook",
    tags,
    summary: "Make sure that the vendor's webhooks call this hub",
    request,
    responses: { 200: json(z.object({ state: z.string(), detail: z.string() }), "How it stands now.") },
  },
  { conflicts: true },
);
const setup = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/setup",
    operationId: "showConnectionSetup",
    tags,
    summary: "Texts to paste at the vendor",
    description: `They may hold secrets, so that who asked for them is in the audit. ${inTheirLanguage}`,
    request,
    responses: { 200: json(SetupTexts, "The texts, and where each goes.") },
  },
  { showsSecret: true },
);
const poll = describeRoute({
  method: "post",
  path: "/connections/{name}/poll",
  operationId: "pollConnection",
  tags,
  summary: "Ask the vendor for what has changed, without waiting for its turn",
  request,
  responses: { 202: json(Asked, "It is asked soon.") },
});
const reconcile = describeRoute({
  method: "post",
  path: "/connections/{name}/reconcile",
  operationId: "reconcileConnection",
  tags,
  summary: "Compare everything, as is done once a day, and take over what was missed",
  request,
  responses: { 202: json(Asked, "It is compared soon.") },
});
const comparison = describeRoute({
  method: "get",
  path: "/connections/{name}/comparison",
  operationId: "showComparison",
  tags,
  summary: "What the last full comparison found",
  request,
  responses: { 200: json(z.unknown(), "The report; null = there was none yet.") },
});
const discover = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/discover",
    operationId: "discoverConnection",
    tags,
    summary: "Ask a service desk for its values, customers and custom fields",
    request,
    responses: { 200: json(Discovery, "What the desk has.") },
  },
  { conflicts: true },
);
const proposal = describeRoute(
  {
    method: "get",
    path: "/connections/{name}/maps/proposal",
    operationId: "proposeMaps",
    tags,
    summary: "Tables of values, proposed from the desk's own lists",
    description: "Saves nothing. Its ETag is the connection's, for who saves what was proposed.",
    request,
    responses: { 200: json(ProposedMaps, "The tables as they would be.") },
  },
  { conflicts: true },
);
const previewTables = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/maps/preview",
    operationId: "previewMaps",
    tags,
    summary: "What a record would become here by these tables, and what its ticket would be there",
    description: "Reads one record there; writes and saves nothing.",
    request: { params: byName, body: body(PreviewRequest) },
    responses: { 200: json(MapsPreview, "Field by field, both ways.") },
  },
  { conflicts: true, bodyIsOptional: true },
);
const customers = describeRoute(
  {
    method: "get",
    path: "/connections/{name}/customers",
    operationId: "listCustomers",
    tags,
    summary: "A desk's customers, and which client each is here",
    request,
    responses: { 200: json(listOf(Customer), "All customers.") },
  },
  { conflicts: true },
);
const mapClient = describeRoute({
  method: "post",
  path: "/client-map",
  operationId: "mapClient",
  tags,
  summary: "Say which client a customer of a connection is",
  description: "Records that waited for this customer are read again at once; alerts that did are counted.",
  request: { body: body(NewMapping) },
  responses: { 201: json(MappedClient, "Who is who, and what waited for it.") },
});

const unmapClient = describeRoute({
  method: "delete",
  path: "/client-map",
  operationId: "unmapClient",
  tags,
  summary: "Say no longer which client a customer of a connection is",
  description: "What comes of it from then on waits until somebody says so anew. What is a client's already stays so.",
  request: {
    query: z.strictObject({
      connection: QueryText.describe("Name or id of the connection."),
      externalId: QueryText.describe("The customer there."),
    }),
  },
  responses: { 200: json(UnmappedClient, "Whose it was.") },
});

async function* asEvents(steps: AsyncIterable<TestStep>) {
  for await (const step of steps) yield { event: "step", data: step };
}

/** What is asked of a connection's vendor, and whose customer is who. */
export function createVendorRoutes(connections: ConnectionService) {
  return openGroup()
    .openapi(test, async (context) => {
      const steps = await connections.test(context.req.valid("param").name);
      return wantsEvents(context)
        ? answerEvents(context, asEvents(steps))
        : context.json(await Array.fromAsync(steps), 200);
    })
    .openapi(registerWebhook, async (context) =>
      context.json(await connections.registerWebhook(context.req.valid("param").name), 200),
    )
    .openapi(setup, async (context) => {
      context.header("cache-control", "no-store");
      const texts = await connections.setupTexts(context.req.valid("param").name);
      const say = speakTo(context);
      return context.json(
        texts.map(({ title, place, text }) => ({ title: say(title), place: say(place), text })),
        200,
      );
    })
    .openapi(poll, async (context) => {
      await connections.poll(context.req.valid("param").name);
      return context.json({ asked: true as const }, 202);
    })
    .openapi(reconcile, async (context) => {
      await connections.reconcile(context.req.valid("param").name);
      return context.json({ asked: true as const }, 202);
    })
    .openapi(comparison, async (context) =>
      context.json(await connections.comparison(context.req.valid("param").name), 200),
    )
    .openapi(discover, async (context) =>
      context.json(await connections.discover(context.req.valid("param").name), 200),
    )
    .openapi(proposal, async (context) => {
      const { name } = context.req.valid("param");
      // Read first: what changes meanwhile makes it another version.
      tellVersion(context, (await connections.show(name)).version);
      return context.json(await connections.proposeMaps(name), 200);
    })
    .openapi(previewTables, async (context) =>
      context.json(await connections.previewMaps(context.req.valid("param").name, context.req.valid("json")), 200),
    )
    .openapi(customers, async (context) =>
      context.json(await connections.customers(context.req.valid("param").name), 200),
    )
    .openapi(mapClient, async (context) => context.json(await connections.mapClient(context.req.valid("json")), 201))
    .openapi(unmapClient, async (context) =>
      context.json(await connections.unmapClient(context.req.valid("query")), 200),
    );
}
