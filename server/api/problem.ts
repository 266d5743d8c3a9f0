import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { Log } from "../../core/ports/world.ts";
import { isUnreachable } from "../db/unit-of-work.ts";

/** What we expect to go wrong with a request; the code alone decides the status. */
export class AppError extends Error {
  readonly code: "notFound" | "invalid" | "conflict" | "unauthorized" | "forbidden";
  /** Further members of the answer. */
  readonly more: Readonly<Record<string, unknown>>;
  constructor(code: AppError["code"], message: string, more: AppError["more"] = {}) {
    super(message);
    this.code = code;
    this.more = more;
  }
}

const statuses = { notFound: 404, invalid: 422, conflict: 409, unauthorized: 401, forbidden: 403 } as const;

/** Turns whatever was thrown into problem details; causes are logged, never answered. @see RFC 9457 */
export function answerProblem(error: Error, context: Context, log: Log): Response {
  if (error instanceof AppError) return problem(context, statuses[error.code], error.message, error.more);
  if (error instanceof z.ZodError) {
    const fields = error.issues.map(({ path, message }) => ({ field: path.join("."), expected: message }));
    return problem(
      context,
      422,
      `Not accepted: ${fields.map(({ field, expected }) => `${field || "body"}: ${expected}`).join("; ")}`,
      { fields },
    );
  }
  if (error instanceof HTTPException)
    return problem(context, error.status, error.message || "The request could not be read.");
  log.error({ err: error, path: context.req.path }, "a request failed");
  if (isUnreachable(error)) return problem(context, 503, unreachable, {}, { "retry-after": "5" });
  return problem(context, 500, "Something went wrong here. It has been logged.");
}

const unreachable =
  "The hub's database does not answer now, or takes no more connections. Please try again in a few seconds.";

function problem(
  context: Context,
  status: number,
  detail: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  return context.body(JSON.stringify({ status, detail, ...more }), status as 500, {
    "content-type": "application/problem+json",
    ...headers,
  });
}
