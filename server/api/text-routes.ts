import { Hono } from "hono";
import { z } from "zod";
import type { TextService } from "../rules/text-service.ts";
import { readJson } from "./read-json.ts";

const SetRequest = z.strictObject({ text: z.string().max(1_000_000) });
const UndoRequest = z.strictObject({ to: z.number().int().min(0).optional() });
const limit = z.coerce.number().int().min(1).max(500).default(50);

/** A text that an admin keeps by versions: shown, saved, taken back; its schema is for editors. */
export function createTextRoutes<T>(texts: TextService<T>, schema: z.ZodType): Hono {
  const app = new Hono();
  app.get("/", async (context) => context.json(await texts.show()));
  app.get("/schema", (context) => context.json(z.toJSONSchema(schema, { io: "input" })));
  app.get("/versions", async (context) => context.json(await texts.history(limit.parse(context.req.query("limit")))));
  app.post("/", async (context) => {
    const { version, changed } = await texts.set(SetRequest.parse(await readJson(context)).text);
    return context.json({ version, changed }, 201);
  });
  app.post("/undo", async (context) =>
    context.json(await texts.undo(UndoRequest.parse(await readJson(context)).to), 201),
  );
  return app;
}
