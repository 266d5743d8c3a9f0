import { z } from "zod";
import type { Retention } from "../operations/retention.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { listOf } from "./shapes/common.ts";
import { Aged, RetentionClass, RetentionRow } from "./shapes/operations.ts";

const Run = z.strictObject({
  table: RetentionClass.optional().describe("Absent = all."),
  dryRun: z.boolean().default(false),
});

const tags = ["Operations"];
const show = describeRoute({
  method: "get",
  path: "/retention",
  operationId: "showRetention",
  tags,
  summary: "How long what is kept",
  responses: { 200: json(listOf(RetentionRow), "Each kind of record.") },
});
const run = describeRoute({
  method: "post",
  path: "/retention/run",
  operationId: "runRetention",
  tags,
  summary: "Take away what is old, now",
  description: "It is done once a day by itself. What is still needed stays.",
  request: { body: body(Run) },
  responses: { 200: json(Aged, "What became of each partition.") },
});

/** What is old and goes, for whoever runs the hub. */
export function createRetentionRoutes(retention: Retention) {
  return openGroup()
    .openapi(show, async (context) => context.json(await retention.show(), 200))
    .openapi(run, async (context) => {
      const { table: wanted, dryRun } = context.req.valid("json");
      return context.json(await retention.run({ wanted, dryRun }), 200);
    });
}
