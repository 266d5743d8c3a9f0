import { z } from "zod";
import { ConfigurationFile } from "../../schemas/configuration.ts";
import type { ConfigurationService } from "../configuration/configuration-service.ts";
import { partNames } from "../configuration/write-configuration.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { Applied, Outlook } from "./shapes/configuration.ts";
import { inTheirLanguage, speakTo } from "./speak-to.ts";

const Wanted = z.strictObject({
  text: z.string().max(5_000_000).describe("The file, in YAML or JSON."),
  secrets: z
    .record(z.string(), z.record(z.string(), z.string().max(10_000)))
    .default({})
    .describe(
      "What its references to secrets lead to, by connection and field; those that are missing stay as they are.",
    ),
  prune: z.boolean().default(false).describe("What the file does not name goes, where it can."),
});
const Query = z.strictObject({
  parts: z
    .string()
    .max(1_000)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(partNames)))
    .optional()
    .describe("Names, joined by commas; absent = all."),
});
const limits = { bytes: 32_000_000, keys: 100_000 };

const tags = ["Configuration"];
const exportAll = describeRoute({
  method: "get",
  path: "/configuration",
  operationId: "exportConfiguration",
  tags,
  summary: "All that is set up, as one file",
  description: "Without its secrets.",
  request: { query: Query },
  responses: { 200: { description: "The file.", content: { "application/yaml": { schema: z.string() } } } },
});
const schema = describeRoute({
  method: "get",
  path: "/configuration/schema",
  operationId: "showConfigurationSchema",
  tags,
  summary: "What may stand in the file",
  responses: { 200: json(z.looseObject({}), "JSON Schema, for editors.") },
});
const diff = describeRoute(
  {
    method: "post",
    path: "/configuration/diff",
    operationId: "diffConfiguration",
    tags,
    summary: "What a file would change",
    description: "Writes nothing. What is wrong with a file is answered with each place and its line.",
    request: { body: body(Wanted) },
    responses: { 200: json(Outlook, "What would change.") },
  },
  { limits },
);
const apply = describeRoute(
  {
    method: "post",
    path: "/configuration/apply",
    operationId: "applyConfiguration",
    tags,
    summary: "Set up what a file says, all of it or nothing",
    description: inTheirLanguage,
    request: { body: body(Wanted) },
    responses: { 200: json(Applied, "What was changed, with new addresses and secrets, this once.") },
  },
  { limits, showsSecret: true },
);

/** All that is set up, as one file: written out, compared, applied. */
export function createConfigurationRoutes(configuration: ConfigurationService) {
  return openGroup()
    .openapi(exportAll, async (context) => {
      const text = await configuration.export(context.req.valid("query").parts);
      return context.body(text, 200, { "content-type": "application/yaml; charset=utf-8" });
    })
    .openapi(schema, (context) =>
      context.json({ ...z.toJSONSchema(ConfigurationFile, { io: "input" }) } as Record<string, unknown>, 200),
    )
    .openapi(diff, async (context) => context.json(await configuration.diff(context.req.valid("json")), 200))
    .openapi(apply, async (context) => {
      // New addresses and secrets are in it.
      context.header("cache-control", "no-store");
      const { connections, ...applied } = await configuration.apply(context.req.valid("json"));
      const say = speakTo(context);
      const inWords = connections.map((added) => ({ ...added, setupSteps: added.setupSteps.map(say) }));
      return context.json({ ...applied, connections: inWords }, 200);
    });
}
