import { z } from "zod";
import type { TextService } from "../rules/text-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { Limit, listOf } from "./shapes/common.ts";
import { readExpected, tellVersion } from "./versions.ts";
import { SavedText, SetText, Text, textLimits, TextVersion, UndoneText } from "./shapes/texts.ts";

const SetRequest = z.strictObject({ text: Text });
const UndoRequest = z.strictObject({
  to: z.number().int().min(0).max(1_000_000_000).optional().describe("Absent = the one before the newest."),
});

/** How people and the document call a text. */
export interface TextNames {
  /** Ends the names of its operations: `setRules`. */
  operation: string;
  tag: string;
  /** In the middle of a sentence: `the rules of intake`. */
  what: string;
}

function describeTexts({ operation, tag, what }: TextNames) {
  const tags = [tag];
  return {
    show: describeRoute({
      method: "get",
      path: "/",
      operationId: `show${operation}`,
      tags,
      summary: `Show ${what}`,
      responses: { 200: json(SavedText, "The newest version; what counts while none was saved is version 0.") },
    }),
    schema: describeRoute({
      method: "get",
      path: "/schema",
      operationId: `show${operation}Schema`,
      tags,
      summary: `What may stand in ${what}`,
      responses: { 200: json(z.looseObject({}), "JSON Schema, for editors.") },
    }),
    versions: describeRoute({
      method: "get",
      path: "/versions",
      operationId: `list${operation}Versions`,
      tags,
      summary: `Versions of ${what}`,
      request: { query: z.strictObject({ limit: Limit }) },
      responses: { 200: json(listOf(TextVersion), "The newest first.") },
    }),
    set: describeRoute(
      {
        method: "post",
        path: "/",
        operationId: `set${operation}`,
        tags,
        summary: `Save ${what}`,
        description: "What is wrong with a text is answered with each place and its line; then nothing is saved.",
        request: { body: body(SetRequest) },
        responses: {
          201: json(SetText, "The version that counts now; `changed` is false where the text was the newest already."),
        },
      },
      { limits: textLimits, versioned: true },
    ),
    undo: describeRoute(
      {
        method: "post",
        path: "/undo",
        operationId: `undo${operation}`,
        tags,
        summary: `Save an older version of ${what} anew`,
        request: { body: body(UndoRequest) },
        responses: { 201: json(UndoneText, "The new version, and which one it repeats.") },
      },
      { bodyIsOptional: true, versioned: true },
    ),
  };
}

/** A text that an admin keeps by versions: shown, saved, taken back; its schema is for editors. */
export function createTextRoutes<T>(names: TextNames, texts: TextService<T>, schema: z.ZodType) {
  const routes = describeTexts(names);
  return openGroup()
    .openapi(routes.show, async (context) => {
      const saved = await texts.show();
      tellVersion(context, saved.version);
      return context.json(saved, 200);
    })
    .openapi(routes.schema, (context) =>
      context.json({ ...z.toJSONSchema(schema, { io: "input" }) } as Record<string, unknown>, 200),
    )
    .openapi(routes.versions, async (context) =>
      context.json(await texts.history(context.req.valid("query").limit), 200),
    )
    .openapi(routes.set, async (context) => {
      const { version, changed } = await texts.set(context.req.valid("json").text, readExpected(context));
      tellVersion(context, version);
      return context.json({ version, changed }, 201);
    })
    .openapi(routes.undo, async (context) => {
      const undone = await texts.undo(context.req.valid("json").to, readExpected(context));
      tellVersion(context, undone.version);
      return context.json(undone, 201);
    });
}
