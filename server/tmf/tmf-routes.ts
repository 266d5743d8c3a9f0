import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { Log } from "../../core/ports/world.ts";
import type { TicketStatus } from "../../schemas/ticket.ts";
import { guardRoutes } from "../access/gate.ts";
import { type ApiEnv, principalOf } from "../access/principal.ts";
import { AppError, problems, ShapeError } from "../api/problem.ts";
import { parseJson, readBytes, usualLimits } from "../api/read-body.ts";
import { toText } from "../db/clean.ts";
import type { TmfService, Trouble } from "./tmf-service.ts";
import { TmfStatus, TroubleTicketCreate, TroubleTicketPatch } from "./trouble-ticket.ts";

/** Farther in, a caller narrows the list by its filters. */
const mostOffset = 10_000;

const Query = z.strictObject({
  offset: z.coerce.number().int().min(0).max(mostOffset).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  fields: z.string().max(2_000).optional(),
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(TmfStatus))
    .optional(),
  name: z.string().trim().min(2).max(200).transform(toText).optional(),
  "creationDate.gte": z.coerce.date().optional(),
  "creationDate.lt": z.coerce.date().optional(),
});

/** What `acknowledged` and `cancelled` stand for here. */
const ours: Readonly<Record<TmfStatus, readonly TicketStatus[]>> = {
  acknowledged: ["new", "acknowledged"],
  rejected: [],
  pending: ["pending"],
  held: ["held"],
  inProgress: ["inProgress"],
  cancelled: ["cancelled"],
  closed: ["closed"],
  resolved: ["resolved"],
};

/** `/troubleTicket`: listed, read, created, patched, with its notes. @see TMF630 REST API Design Guidelines: fields, offset, limit */
export function createTmfRoutes(tmf: TmfService, log: Log): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.onError((error) => answerError(error, log));
  guardRoutes(app);
  app.get("/troubleTicket", async (context) => {
    const { offset, limit, fields, status, name, ...created } = Query.parse(context.req.query());
    const filter = {
      statuses: status?.flatMap((one) => ours[one]),
      words: name?.split(/\s+/),
      createdSince: created["creationDate.gte"],
      createdBefore: created["creationDate.lt"],
    };
    const { troubles, more } = await tmf.list(principalOf(context), filter, { offset, limit });
    const headers = { "x-result-count": String(troubles.length) };
    // How many there are is only known where the list has been read to its end.
    const total: Record<string, string> = more ? {} : { "x-total-count": String(offset + troubles.length) };
    const next: Record<string, string> = more ? { link: linkNext(context.req.url, offset + limit) } : {};
    return context.json(
      troubles.map((trouble) => pick(trouble, fields)),
      more ? 206 : 200,
      { ...headers, ...total, ...next },
    );
  });
  app.get("/troubleTicket/:id", async (context) =>
    context.json(pick(await tmf.read(principalOf(context), context.req.param("id")), context.req.query("fields"))),
  );
  app.post("/troubleTicket", async (context) => {
    const made = await tmf.create(principalOf(context), TroubleTicketCreate.parse(await readBody(context)));
    return context.json(pick(made, context.req.query("fields")), 201, { location: String(made["href"]) });
  });
  app.patch("/troubleTicket/:id", async (context) => {
    const patch = TroubleTicketPatch.parse(await readBody(context));
    const patched = await tmf.patch(principalOf(context), context.req.param("id"), patch);
    return context.json(pick(patched, context.req.query("fields")));
  });
  return app;
}

function linkNext(url: string, offset: number): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set("offset", String(offset));
  return `<${pathname}?${searchParams}>; rel="next"`;
}

/** Members that the caller names; what says which ticket it is always comes along. */
function pick(trouble: Trouble, fields: string | undefined): Trouble {
  if (fields === undefined) return trouble;
  const wanted = new Set(["id", "href", "@type", ...fields.split(",").map((field) => field.trim())]);
  return Object.fromEntries(Object.entries(trouble).filter(([name]) => wanted.has(name)));
}

const bodyTypes = ["application/json", "application/merge-patch+json"];

async function readBody(context: Context): Promise<unknown> {
  const type = (context.req.header("content-type") ?? "").split(";")[0]?.trim() ?? "";
  if (!bodyTypes.includes(type))
    throw new HTTPException(415, { message: `Content-Type: expected ${bodyTypes.join(" or ")}.` });
  return parseJson(await readBytes(context, usualLimits.bytes), usualLimits);
}

/** Others than these are answered as everywhere. */
const statuses: Readonly<Partial<Record<AppError["code"], number>>> = { invalid: 400 };

/** @see TMF630: the Error resource */
function answerError(error: Error, log: Log): Response {
  if (error instanceof AppError)
    return toError(statuses[error.code] ?? problems[error.code][0], error.code, error.message, error.headers);
  if (error instanceof ShapeError) return toError(400, "invalid", error.message);
  if (error instanceof z.ZodError) {
    const told = error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
    return toError(400, "invalid", told.join("; "));
  }
  if (error instanceof HTTPException) return toError(error.status, "refused", error.message);
  log.error({ err: error }, "a request for a trouble ticket failed");
  return toError(500, "failed", "Something went wrong here. It has been logged.");
}

function toError(
  status: number,
  code: string,
  reason: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ "@type": "Error", code, reason, status: String(status) }, { status, headers });
}
