import { z } from "zod";
import { NewWebhook, Replay, Rotation, WebhookPatch } from "../webhooks/webhook-requests.ts";
import type { WebhookService } from "../webhooks/webhook-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { byId, Limit, listOf } from "./shapes/common.ts";
import { Post, Tried, Webhook, WebhookWithSecret } from "./shapes/webhooks.ts";
import { readExpected, tellVersion } from "./versions.ts";

const LogQuery = z.strictObject({ state: z.enum(["waiting", "done", "failed", "dropped"]).optional(), limit: Limit });
const byEvent = byId.extend({ event: z.string().describe("Id of the event.") });

const tags = ["Webhooks"];
const list = describeRoute({
  method: "get",
  path: "/webhooks",
  operationId: "listWebhooks",
  tags,
  summary: "Systems that are told of what happens, and how each does",
  responses: { 200: json(listOf(Webhook), "The oldest first.") },
});
const add = describeRoute(
  {
    method: "post",
    path: "/webhooks",
    operationId: "addWebhook",
    tags,
    summary: "Tell another system of what happens",
    request: { body: body(NewWebhook) },
    responses: { 201: json(WebhookWithSecret, "The webhook, with what signs its messages, this once.") },
  },
  { showsSecret: true },
);
const show = describeRoute({
  method: "get",
  path: "/webhooks/{id}",
  operationId: "showWebhook",
  tags,
  summary: "One webhook, and how it does",
  request: { params: byId },
  responses: { 200: json(Webhook, "The webhook.") },
});
const change = describeRoute(
  {
    method: "patch",
    path: "/webhooks/{id}",
    operationId: "changeWebhook",
    tags,
    summary: "Change what it is told, and where; pause it, or let it go on",
    request: { params: byId, body: body(WebhookPatch) },
    responses: { 200: json(Webhook, "The webhook as it is now.") },
  },
  { versioned: true },
);
const remove = describeRoute({
  method: "delete",
  path: "/webhooks/{id}",
  operationId: "removeWebhook",
  tags,
  summary: "Tell it nothing more; what waits for it is not sent",
  request: { params: byId },
  responses: { 204: { description: "It is removed." } },
});
const rotate = describeRoute(
  {
    method: "post",
    path: "/webhooks/{id}/rotate",
    operationId: "rotateWebhookSecret",
    tags,
    summary: "Give it another secret",
    description: "Both sign until the overlap is over.",
    request: { params: byId, body: body(Rotation) },
    responses: { 200: json(WebhookWithSecret, "The webhook with its new secret, this once.") },
  },
  { showsSecret: true, conflicts: true, bodyIsOptional: true },
);
const test = describeRoute({
  method: "post",
  path: "/webhooks/{id}/test",
  operationId: "testWebhook",
  tags,
  summary: "Send it a test event now",
  request: { params: byId },
  responses: { 200: json(Tried, "What it answers.") },
});
const log = describeRoute({
  method: "get",
  path: "/webhooks/{id}/deliveries",
  operationId: "listWebhookPosts",
  tags,
  summary: "What it was told, and what became of each",
  request: { params: byId, query: LogQuery },
  responses: { 200: json(listOf(Post), "The newest first.") },
});
const event = describeRoute({
  method: "get",
  path: "/webhooks/{id}/deliveries/{event}",
  operationId: "showWebhookEvent",
  tags,
  summary: "One event as it is sent",
  request: { params: byEvent },
  responses: { 200: json(z.unknown(), "The event, in the form of CloudEvents.") },
});
const replay = describeRoute(
  {
    method: "post",
    path: "/webhooks/{id}/replay",
    operationId: "replayWebhook",
    tags,
    summary: "Send again, under the same ids, whatever became of it before",
    request: { params: byId, body: body(Replay) },
    responses: { 202: json(z.object({ replayed: z.int(), more: z.boolean() }), "How many are sent again.") },
  },
  { conflicts: true },
);

/** Other systems that are told of what happens. */
export function createWebhookRoutes(webhooks: WebhookService) {
  return openGroup()
    .openapi(list, async (context) => context.json(await webhooks.list(), 200))
    .openapi(add, async (context) => {
      context.header("cache-control", "no-store");
      return context.json(await webhooks.add(context.req.valid("json")), 201);
    })
    .openapi(show, async (context) => {
      const shown = await webhooks.show(context.req.valid("param").id);
      tellVersion(context, shown.version);
      return context.json(shown, 200);
    })
    .openapi(change, async (context) => {
      const { id } = context.req.valid("param");
      const changed = await webhooks.change(id, context.req.valid("json"), readExpected(context));
      tellVersion(context, changed.version);
      return context.json(changed, 200);
    })
    .openapi(remove, async (context) => {
      await webhooks.remove(context.req.valid("param").id);
      return context.body(null, 204);
    })
    .openapi(rotate, async (context) => {
      context.header("cache-control", "no-store");
      return context.json(await webhooks.rotate(context.req.valid("param").id, context.req.valid("json")), 200);
    })
    .openapi(test, async (context) => context.json(await webhooks.test(context.req.valid("param").id), 200))
    .openapi(log, async (context) => {
      const { state, limit } = context.req.valid("query");
      return context.json(await webhooks.log(context.req.valid("param").id, { state, limit }), 200);
    })
    .openapi(event, async (context) => {
      const { id, event: wanted } = context.req.valid("param");
      return context.json(await webhooks.event(id, wanted), 200);
    })
    .openapi(replay, async (context) =>
      context.json(await webhooks.replay(context.req.valid("param").id, context.req.valid("json")), 202),
    );
}
