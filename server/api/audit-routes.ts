import { ReadableStream } from "node:stream/web";
import { Hono } from "hono";
import { z } from "zod";
import type { AuditService } from "../audit/audit-service.ts";

const Instant = z
  .string()
  .transform((text, context) => {
    const instant = new Date(text);
    if (!Number.isNaN(instant.getTime())) return instant;
    context.addIssue(`"${text.slice(0, 50)}" is no date; expected one such as 2026-01-31 or 2026-01-31T08:00Z`);
    return z.NEVER;
  })
  .optional();
const Word = z.string().min(1).max(200).optional();
const filter = {
  since: Instant,
  until: Instant,
  /** Exactly this, or with a star at its end all that begin so. */
  action: Word,
  actor: Word,
  object: Word,
};
const ExportQuery = z.strictObject(filter);
const ListQuery = z.strictObject({
  ...filter,
  before: z.uuid("expected the id of a row of the audit").optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** Who did what: shown, handed out, verified. */
export function createAuditRoutes(audit: AuditService): Hono {
  const app = new Hono();
  app.get("/audit", async (context) => context.json(await audit.list(ListQuery.parse(context.req.query()))));
  app.get("/audit/export", async (context) => {
    const lines = await audit.export(ExportQuery.parse(context.req.query()));
    return context.body(toBody(lines), 200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  });
  app.post("/audit/verify", async (context) => context.json(await audit.verify()));
  app.post("/audit/keys", async (context) => {
    context.header("cache-control", "no-store");
    return context.json(await audit.keys());
  });
  return app;
}

/** Node's streams are those of the web; only their declarations differ. */
function toBody(lines: AsyncIterable<string>): globalThis.ReadableStream<Uint8Array> {
  const stream = ReadableStream.from(encode(lines));
  return stream as globalThis.ReadableStream<Uint8Array>;
}

/** Many lines at once: a chunk each would take longer to send than to read. */
async function* encode(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
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
