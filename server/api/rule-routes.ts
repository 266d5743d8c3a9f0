import { z } from "zod";
import { IntakeRules } from "../../schemas/intake-rules.ts";
import { TypedEvent } from "../rules/explain-events.ts";
import type { RuleService } from "../rules/rule-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { GivenInstant, listOf } from "./shapes/common.ts";
import { ExplainedEvent, RehearsedRules, Text, textLimits, UnusedRule } from "./shapes/texts.ts";
import { createTextRoutes } from "./text-routes.ts";

const TestRequest = z.strictObject({
  text: Text,
  last: z.number().int().min(1).max(10_000).default(1_000).describe("How many of the newest deliveries."),
});
const unsaved = { text: Text.optional().describe("Rules that are not saved; absent = those that count.") };
const ExplainRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("event"), connection: z.string().max(200), event: TypedEvent, ...unsaved }),
  z.strictObject({
    kind: z.literal("request"),
    connection: z.string().max(200),
    headers: z.record(z.string().toLowerCase(), z.string()).default({}),
    body: z.string(),
    ...unsaved,
  }),
  z.strictObject({ kind: z.literal("delivery"), id: z.uuid(), ...unsaved }),
]);

const tags = ["Rules"];
const explain = describeRoute(
  {
    method: "post",
    path: "/rules/explain",
    operationId: "explainEvents",
    tags,
    summary: "What the rules say of an event, a request or a delivery, and why",
    description: "Nothing is stored.",
    request: { body: body(ExplainRequest) },
    responses: { 200: json(listOf(ExplainedEvent), "Each event, with each rule.") },
  },
  { limits: { ...textLimits, keys: 20_000 } },
);
const test = describeRoute(
  {
    method: "post",
    path: "/rules/test",
    operationId: "testRules",
    tags,
    summary: "What other rules would have done with the last deliveries",
    description: "Writes nothing.",
    request: { body: body(TestRequest) },
    responses: { 200: json(RehearsedRules, "What would differ.") },
  },
  { limits: textLimits },
);
const unused = describeRoute({
  method: "get",
  path: "/rules/unused",
  operationId: "listUnusedRules",
  tags,
  summary: "Rules that have matched nothing",
  request: { query: z.strictObject({ since: GivenInstant.optional().describe("Or nothing since then.") }) },
  responses: { 200: json(listOf(UnusedRule), "In the order of the rules.") },
});

const names = { operation: "Rules", tag: "Rules", what: "the rules of intake" };

/** The rules of intake: saved by version, explained, rehearsed. */
export function createRuleRoutes(rules: RuleService) {
  return openGroup()
    .route("/rules", createTextRoutes(names, rules.texts, IntakeRules))
    .openapi(explain, async (context) => {
      const { text, ...input } = context.req.valid("json");
      return context.json(await rules.explain(input, text), 200);
    })
    .openapi(test, async (context) => {
      const { text, last } = context.req.valid("json");
      return context.json(await rules.rehearse(text, last), 200);
    })
    .openapi(unused, async (context) => context.json(await rules.unused(context.req.valid("query").since), 200));
}
