import { Hono } from "hono";
import { z } from "zod";
import type { PageService } from "../on-call/page-service.ts";
import { readJson } from "./read-json.ts";

const TestRequest = z.strictObject({ person: z.string().min(1).max(200) });
const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** Only these, separated by commas. */
  ids: z
    .string()
    .max(4_000)
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).max(100))
    .optional(),
});

/** Messages to people: what was sent, what became of it, and whether somebody can be reached. */
export function createPageRoutes(pages: PageService): Hono {
  const app = new Hono();
  app.get("/pages", async (context) => context.json(await pages.list(ListQuery.parse(context.req.query()))));
  app.post("/on-call/test", async (context) =>
    context.json(await pages.test(TestRequest.parse(await readJson(context)).person), 201),
  );
  return app;
}
