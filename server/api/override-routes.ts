import { z } from "zod";
import { OverrideRequest, type OverrideService, SwapRequest } from "../on-call/override-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { byId, listOf } from "./shapes/common.ts";
import { ListedOverride, MadeOverrides, RemovedOverrides } from "./shapes/on-call.ts";

const tags = ["On call"];
const list = describeRoute({
  method: "get",
  path: "/on-call/overrides",
  operationId: "listOverrides",
  tags,
  summary: "Changes of duty for once",
  request: { query: z.strictObject({ from: z.string().max(100).optional().describe("Absent = now.") }) },
  responses: { 200: json(listOf(ListedOverride), "Those that reach into the time from then on, oldest first.") },
});
const add = describeRoute({
  method: "post",
  path: "/on-call/overrides",
  operationId: "addOverride",
  tags,
  summary: "Put somebody on duty, or nobody, for once",
  request: { body: body(OverrideRequest) },
  responses: { 201: json(MadeOverrides, "What was made, and what comes of it.") },
});
const swap = describeRoute({
  method: "post",
  path: "/on-call/overrides/swap",
  operationId: "swapShifts",
  tags,
  summary: "Let two people swap shifts",
  request: { body: body(SwapRequest) },
  responses: { 201: json(MadeOverrides, "What was made, and what comes of it.") },
});
const remove = describeRoute({
  method: "delete",
  path: "/on-call/overrides/{id}",
  operationId: "removeOverride",
  tags,
  summary: "Take back a change of duty",
  description: "All that was made together.",
  request: { params: byId },
  responses: { 200: json(RemovedOverrides, "What was taken back.") },
});

/** Changes of duty for once. */
export function createOverrideRoutes(overrides: OverrideService) {
  return openGroup()
    .openapi(list, async (context) => context.json(await overrides.list(context.req.valid("query").from), 200))
    .openapi(add, async (context) => context.json(await overrides.add(context.req.valid("json")), 201))
    .openapi(swap, async (context) => context.json(await overrides.swap(context.req.valid("json")), 201))
    .openapi(remove, async (context) => context.json(await overrides.remove(context.req.valid("param").id), 200));
}
