import { z } from "zod";
import { Id, Instant, listOf } from "./common.ts";

const sequence = z.number().nullable().describe("Its place in the chain; null = it gets one within a second.");
export const AuditPage = z.object({
  entries: listOf(
    z
      .object({
        id: Id,
        sequence,
        at: Instant,
        actor: z.string(),
        action: z.string(),
        object: z.string(),
        called: z
          .string()
          .nullable()
          .describe("What the object of that id is called now; null = it has no name, or is gone."),
        detail: z.unknown(),
      })
      .meta({ id: "AuditEntry", description: "Who did what, and when." }),
  ),
  next: Id.nullable().describe("To be given as `before` to go on; null = that was all."),
});
export const Verdict = z
  .object({
    ok: z.boolean(),
    checked: z.int(),
    waiting: z.int(),
    head: z.object({ sequence: z.number(), hash: z.string() }).nullable(),
    problems: listOf(
      z.object({ kind: z.string(), sequence: z.number().nullable(), detail: z.string(), remedy: z.string() }),
    ),
    wrong: z.int(),
    anchors: z.object({ file: z.string(), count: z.int(), unreadable: listOf(z.int()) }),
    tookMs: z.number(),
  })
  .meta({ id: "AuditVerdict", description: "Whether the audit is whole." });
