import { Hono } from "hono";
import { z } from "zod";
import type { ErasureService } from "../operations/erasure-service.ts";
import { readJson } from "./read-json.ts";

const of = { kind: z.enum(["person", "client"]), name: z.string().min(1).max(320) };
const Preview = z.strictObject(of);
const Erasure = z.strictObject({ ...of, confirm: z.string() });

/** The right to be forgotten: of a person, and of a client. */
export function createErasureRoutes(erasure: ErasureService): Hono {
  const app = new Hono();
  app.post("/erasure/preview", async (context) =>
    context.json(await erasure.preview(Preview.parse(await readJson(context)))),
  );
  app.post("/erasure", async (context) => {
    const { confirm, ...wanted } = Erasure.parse(await readJson(context));
    return context.json(await erasure.erase(wanted, confirm));
  });
  return app;
}
