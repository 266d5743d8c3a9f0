import { Hono } from "hono";
import { z } from "zod";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { TypedEvent } from "../rules/explain-events.ts";
import type { RuleService } from "../rules/rule-service.ts";
import { readJson } from "./read-json.ts";
import { createTextRoutes } from "./text-routes.ts";

const Text = z.string().max(1_000_000);
const TestRequest = z.strictObject({ text: Text, last: z.number().int().min(1).max(10_000).default(1_000) });
const unsaved = { text: Text.optional() };
const ExplainRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("event"), connection: z.string(), event: TypedEvent, ...unsaved }),
  z.strictObject({
    kind: z.literal("request"),
    connection: z.string(),
    headers: z.record(z.string().toLowerCase(), z.string()).default({}),
    body: z.string(),
    ...unsaved,
  }),
  z.strictObject({ kind: z.literal("delivery"), id: z.uuid(), ...unsaved }),
]);
const since = z.coerce.date().optional();

/** The rules of intake: saved by version, explained, rehearsed. */
export function createRuleRoutes(rules: RuleService): Hono {
  const app = new Hono();
  app.route("/rules", createTextRoutes(rules.texts, IntakeRules));
  app.post("/rules/explain", async (context) => {
    const { text, ...input } = ExplainRequest.parse(await readJson(context));
    return context.json(await rules.explain(input, text));
  });
  app.post("/rules/test", async (context) => {
    const { text, last } = TestRequest.parse(await readJson(context));
    return context.json(await rules.rehearse(text, last));
  });
  app.get("/rules/unused", async (context) =>
    context.json(await rules.unused(since.parse(context.req.query("since")))),
  );
  return app;
}
