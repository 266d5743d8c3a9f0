import { z } from "zod";
import { ImportRequest, type SyncService } from "../connections/sync-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { byName, Id, limitOf, listOf } from "./shapes/common.ts";
import { Comparison, FieldMerging, ImportRow, PlannedWrite } from "./shapes/connections.ts";

const mostRepaired = 10_000;
const RepairRequest = z.strictObject({
  ticketId: Id.optional().describe("Only this one."),
  ticketIds: z
    .array(Id)
    .min(1)
    .max(mostRepaired)
    .optional()
    .describe("Only these, such as those that somebody has looked at. Without either: whatever differs by then."),
});

const tags = ["Synchronisation"];
const preview = describeRoute(
  {
    method: "get",
    path: "/connections/{name}/preview",
    operationId: "previewWrites",
    tags,
    summary: "What would be written if the connection were live",
    description: "Most urgent first; nothing is written.",
    request: { params: byName, query: z.strictObject({ limit: limitOf(1_000, 200) }) },
    responses: { 200: json(listOf(PlannedWrite), "Each write that would be made.") },
  },
  { conflicts: true },
);
const policies = describeRoute(
  {
    method: "get",
    path: "/connections/{name}/policies",
    operationId: "listFieldPolicies",
    tags,
    summary: "How each field is merged between this desk and the others",
    description:
      "Who decides when both sides changed it, and what becomes of an edit where the field is not owned. Set by the connection's `rules.policies`.",
    request: { params: byName },
    responses: { 200: json(listOf(FieldMerging), "Each field that the desk carries.") },
  },
  { conflicts: true },
);
const compare = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/drift",
    operationId: "findDrift",
    tags,
    summary: "Compare every open record with its ticket",
    description: "Nothing is changed.",
    request: { params: byName },
    responses: { 200: json(Comparison, "What differs.") },
  },
  { conflicts: true },
);
const repair = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/drift/repair",
    operationId: "repairDrift",
    tags,
    summary: "Write our values where the desk says something else",
    request: { params: byName, body: body(RepairRequest) },
    responses: { 202: json(z.object({ repaired: z.int() }), "How many tickets are being written.") },
  },
  { conflicts: true, bodyIsOptional: true },
);
const importRecords = describeRoute(
  {
    method: "post",
    path: "/connections/{name}/import",
    operationId: "importRecords",
    tags,
    summary: "Pair and take in older records",
    description: "Without `apply` it only says what it would do.",
    request: { params: byName, body: body(ImportRequest) },
    responses: { 200: json(listOf(ImportRow), "Each record, and what becomes of it.") },
  },
  { conflicts: true },
);

/** Previews, comparisons, repairs and imports of one connected desk. */
export function createSyncRoutes(sync: SyncService) {
  return openGroup()
    .openapi(preview, async (context) =>
      context.json(await sync.preview(context.req.valid("param").name, context.req.valid("query").limit), 200),
    )
    .openapi(policies, async (context) => context.json(await sync.policies(context.req.valid("param").name), 200))
    .openapi(compare, async (context) => context.json(await sync.compare(context.req.valid("param").name), 200))
    .openapi(repair, async (context) => {
      const { ticketId, ticketIds = [] } = context.req.valid("json");
      const wanted = ticketId === undefined ? ticketIds : [...ticketIds, ticketId];
      const only = wanted.length === 0 ? undefined : new Set(wanted);
      return context.json(await sync.repair(context.req.valid("param").name, only), 202);
    })
    .openapi(importRecords, async (context) =>
      context.json(await sync.importRecords(context.req.valid("param").name, context.req.valid("json")), 200),
    );
}
