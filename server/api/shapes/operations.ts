import { z } from "zod";
import { listOf } from "./common.ts";

const Rows = z.record(z.string(), z.int().min(0));

export const Instance = z
  .object({
    id: z.string(),
    epoch: z.int().describe("Rises with each restore."),
    place: z.string().describe("Where this node works on its database."),
    held: z.string().nullable().describe("Why it only takes deliveries, and what to do; null = it works."),
  })
  .meta({ id: "Instance", description: "The installation as a whole." });

export const RetentionClass = z.enum([
  "deliveries",
  "events",
  "observations",
  "vendorWrites",
  "changes",
  "audit",
  "webhookLog",
]);
export const RetentionRow = z.object({
  class: RetentionClass,
  keepDays: z.union([z.number(), z.literal("forever")]),
  old: z.int().describe("Partitions that are older than that."),
});
export const AgedPartition = z.object({
  class: RetentionClass,
  partition: z.string(),
  action: z.enum(["dropped", "thinned", "kept", "busy"]),
  rows: z.int(),
  needed: z.int().describe("Of open tickets, or waited for."),
});
export const Aged = listOf(AgedPartition);

export const ErasureReport = z.object({
  pseudonym: z.string().describe("What stands in the place of the name from then on."),
  rows: Rows.describe("By table, or by table and column."),
  erased: z.boolean(),
});

export const TenantRows = z.object({ rows: Rows.describe("What is kept of it, by table.") });
export const TenantLeft = z.object({ left: Rows.describe("What is left, by table.") });
