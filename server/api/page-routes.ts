import { z } from "zod";
import type { PageService } from "../on-call/page-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { Id, Limit, listOf } from "./shapes/common.ts";
import { Page } from "./shapes/on-call.ts";

const TestRequest = z.strictObject({ person: z.string().min(1).max(200).describe("Id or name.") });
const ListQuery = z.strictObject({
  limit: Limit,
  ids: z
    .string()
    .max(4_000)
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).max(100))
    .optional()
    .describe("Only these, separated by commas."),
});

const list = describeRoute({
  method: "get",
  path: "/pages",
  operationId: "listPages",
  tags: ["On call"],
  summary: "Messages to people, and what became of them",
  request: { query: ListQuery },
  responses: { 200: json(listOf(Page), "The newest first.") },
});
const test = describeRoute({
  method: "post",
  path: "/on-call/test",
  operationId: "testReach",
  tags: ["On call"],
  summary: "Send somebody a message on each of their ways, to try whether they can be reached",
  request: { body: body(TestRequest) },
  responses: { 201: json(z.object({ pages: listOf(Id) }), "The messages; GET /pages says what becomes of them.") },
});

/** Messages to people: what was sent, what became of it, and whether somebody can be reached. */
export function createPageRoutes(pages: PageService) {
  return openGroup()
    .openapi(list, async (context) => context.json(await pages.list(context.req.valid("query")), 200))
    .openapi(test, async (context) => context.json(await pages.test(context.req.valid("json").person), 201));
}
