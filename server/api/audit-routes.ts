import { ReadableStream } from "node:stream/web";
import { z } from "zod";
import type { AuditService } from "../audit/audit-service.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import { AuditPage, Verdict } from "./shapes/audit.ts";
import { GivenInstant, Limit, QueryText } from "./shapes/common.ts";

const Word = QueryText.pipe(z.string().min(1).max(200)).optional();
const filter = {
  since: GivenInstant.optional(),
  until: GivenInstant.optional(),
  action: Word.describe("Exactly this, or with a star at its end all that begin so: connection.*"),
  actor: Word.describe("Who did it; of a person the address, of a key its name"),
  object: Word.describe("An id, or what it is called now: a connection's name, a ticket's code, a person's address"),
};
const ExportQuery = z.strictObject(filter);
const ListQuery = z.strictObject({
  ...filter,
  before: z.uuid("expected the id of a row of the audit").optional(),
  limit: Limit,
});

const tags = ["Audit"];
const list = describeRoute({
  method: "get",
  path: "/audit",
  operationId: "listAudit",
  tags,
  summary: "Who did what",
  request: { query: ListQuery },
  responses: { 200: json(AuditPage, "The newest first.") },
});
const exportAll = describeRoute({
  method: "get",
  path: "/audit/export",
  operationId: "exportAudit",
  tags,
  summary: "Hand out the audit, in the order of its chain",
  description: "One row a line, with its place and hash, so that others can verify it. Is noted in the audit itself.",
  request: { query: ExportQuery },
  responses: {
    200: {
      description: "JSON lines.",
      content: { "application/x-ndjson": { schema: z.string() } },
    },
  },
});
const verify = describeRoute(
  {
    method: "post",
    path: "/audit/verify",
    operationId: "verifyAudit",
    tags,
    summary: "Check that the audit is whole",
    responses: { 200: json(Verdict, "What was found, and what to do.") },
  },
  { conflicts: true },
);
const keys = describeRoute(
  {
    method: "post",
    path: "/audit/keys",
    operationId: "showAuditKeys",
    tags,
    summary: "What others need to verify an export",
    description: "Whoever has the chain's key could forge a chain, too. Is noted in the audit.",
    responses: { 200: json(z.object({ chainKey: z.string(), anchorKey: z.string() }), "The keys.") },
  },
  { showsSecret: true },
);

/** Who did what: shown, handed out, verified. */
export function createAuditRoutes(audit: AuditService) {
  return openGroup()
    .openapi(list, async (context) => context.json(await audit.list(context.req.valid("query")), 200))
    .openapi(exportAll, async (context) => {
      const lines = await audit.export(context.req.valid("query"));
      // The library's types take lines of JSON for one JSON value.
      const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store" };
      return context.body(toBody(lines), 200, headers) as never;
    })
    .openapi(verify, async (context) => context.json(await audit.verify(), 200))
    .openapi(keys, async (context) => {
      context.header("cache-control", "no-store");
      return context.json(await audit.keys(), 200);
    });
}

/** Node's streams are those of the web; only their declarations differ. */
function toBody(lines: AsyncIterable<string>): globalThis.ReadableStream<Uint8Array<ArrayBuffer>> {
  const stream = ReadableStream.from(encode(lines));
  return stream as globalThis.ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Many lines at once: a chunk each would take longer to send than to read. */
async function* encode(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let part = "";
  for await (const line of lines) {
    part += line;
    if (part.length < 65_536) continue;
    yield encoder.encode(part);
    part = "";
  }
  if (part !== "") yield encoder.encode(part);
}
