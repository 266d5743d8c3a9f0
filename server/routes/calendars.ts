import { type Context, Hono } from "hono";
import type { Log } from "../../core/ports/world.ts";
import { isUnreachable } from "../db/failures.ts";
import { type FeedDeps, readFeed } from "../on-call/read-feed.ts";

/** What is read here names people: nobody between keeps it, and no page learns where it was. */
const privately = {
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
} as const;

/** `GET /calendars/{token}.ics`: who is on duty, for calendar programs, which cannot sign in. */
export function createCalendarRoutes(deps: FeedDeps & { log: Log }): Hono {
  const app = new Hono();
  // The address itself is the secret: it is not logged.
  app.onError((error, context) => {
    deps.log.error({ err: error }, "a calendar could not be read");
    const status = isUnreachable(error) ? 503 : 500;
    return context.text("The calendar cannot be read now.\n", status, {
      ...privately,
      "cache-control": "no-store",
      ...(status === 503 ? { "retry-after": "30" } : {}),
    });
  });
  app.get("/calendars/:file", async (context) => {
    const [, token] = /^(.+)\.ics$/.exec(context.req.param("file")) ?? [];
    const feed = token === undefined ? undefined : await readFeed(deps, token);
    if (!feed) return refuse(context);
    const headers = { ...privately, "cache-control": "private, max-age=300", etag: `"${feed.tag}"` };
    if (holds(context.req.header("if-none-match"), feed.tag)) return context.body(null, 304, headers);
    return context.body(feed.text, 200, {
      ...headers,
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="on-call.ics"',
    });
  });
  return app;
}

/** A wrong token and a revoked one alike: who guesses learns nothing. */
function refuse(context: Context): Response {
  return context.text("There is no such calendar.\n", 404, { ...privately, "cache-control": "no-store" });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function holds(header: string | undefined, tag: string): boolean {
  const tags = (header ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(`"${tag}"`);
}
