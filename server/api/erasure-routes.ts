import { z } from "zod";
import type { ErasureService } from "../operations/erasure-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { ErasureReport } from "./shapes/operations.ts";

const of = { kind: z.enum(["person", "client"]), name: z.string().min(1).max(320) };
const Preview = z.strictObject(of);
const Erasure = z.strictObject({ ...of, confirm: z.string().max(320).describe("The name once more.") });

const tags = ["Operations"];
const preview = describeRoute({
  method: "post",
  path: "/erasure/preview",
  operationId: "previewErasure",
  tags,
  summary: "What would be erased of a person or a client",
  request: { body: body(Preview) },
  responses: { 200: json(ErasureReport, "Rows by table. Nothing has changed.") },
});
const erase = describeRoute(
  {
    method: "post",
    path: "/erasure",
    operationId: "erase",
    tags,
    summary: "Erase a person or a client",
    description: "It cannot be taken back.",
    request: { body: body(Erasure) },
    responses: { 200: json(ErasureReport, "What was erased.") },
  },
  { conflicts: true },
);

/** The right to be forgotten: of a person, and of a client. */
export function createErasureRoutes(erasure: ErasureService) {
  return openGroup()
    .openapi(preview, async (context) => context.json(await erasure.preview(context.req.valid("json")), 200))
    .openapi(erase, async (context) => {
      const { confirm, ...wanted } = context.req.valid("json");
      return context.json(await erasure.erase(wanted, confirm), 200);
    });
}
