import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { Log } from "../../core/ports/world.ts";
import { isUnreachable } from "../db/failures.ts";

/** Status and title of each kind of problem; its name is the end of the problem's type. */
export const problems = {
  malformed: [400, "The body cannot be read"],
  unauthorized: [401, "Who asks is not known"],
  forbidden: [403, "Not allowed"],
  notFound: [404, "There is no such thing"],
  methodNotAllowed: [405, "Not with this method"],
  conflict: [409, "It does not fit what is there"],
  changedMeanwhile: [412, "It was changed meanwhile"],
  tooLarge: [413, "The body is too large"],
  unsupportedType: [415, "The body is of another type than expected"],
  invalid: [422, "Not accepted"],
  tooManyRequests: [429, "Too many requests"],
  failed: [500, "Something went wrong here"],
  unavailable: [503, "Not available now"],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemKind = keyof typeof problems;

/** What we expect to go wrong with a request; the code alone decides the status. */
export class AppError extends Error {
  readonly code: Exclude<ProblemKind, "failed" | "unavailable">;
  /** Further members of the answer. */
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: AppError["code"], message: string, more: AppError["more"] = {}, headers: AppError["headers"] = {}) {
    super(message);
    this.code = code;
    this.more = more;
    this.headers = headers;
  }
}

/** A request that does not have the shape of its route. */
export class ShapeError extends Error {
  readonly fields: readonly FieldProblem[];
  constructor(fields: readonly FieldProblem[]) {
    const told = fields.slice(0, mostTold).map(({ field, expected }) => `${field || "body"}: ${expected}`);
    super(`Not accepted: ${told.join("; ")}`);
    this.fields = fields.slice(0, mostTold);
  }
}

/** One field that is not as expected. */
export interface FieldProblem {
  /** Its path, such as `items.3.name`; empty = the whole. */
  field: string;
  expected: string;
  /** What stands there, where it is short and no secret. */
  value?: string | number | boolean | null;
}

/** A body may be wrong in a hundred thousand places. */
const mostTold = 50;
const longestValue = 100;
/** Values under these names are not repeated: they may be secrets, or hold some. */
const secretName = /secret|token|password|key|url|header|body|text|address/i;

/** @param given what was checked, whose values are told where they are no secrets */
export function describeIssues(issues: readonly z.core.$ZodIssue[], given?: unknown): FieldProblem[] {
  return issues.map(({ path, message }) => {
    const field = path.map(String).join(".");
    const value = secretName.test(field) ? undefined : readPath(given, path);
    const isShort = typeof value === "string" ? value.length <= longestValue : true;
    const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
    return { field, expected: message, ...(isPlain && isShort ? { value: value as FieldProblem["value"] & {} } : {}) };
  });
}

function readPath(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** Turns whatever was thrown into problem details; causes are logged, never answered. @see RFC 9457 */
export function answerProblem(error: Error, context: Context, log: Log): Response {
  if (error instanceof AppError) return problem(context, error.code, error.message, error.more, error.headers);
  if (error instanceof ShapeError) return problem(context, "invalid", error.message, { fields: error.fields });
  if (error instanceof z.ZodError) {
    const { message, fields } = new ShapeError(describeIssues(error.issues));
    return problem(context, "invalid", message, { fields });
  }
  if (error instanceof HTTPException && error.status < 500)
    return problem(context, kindOf(error.status), error.message || "The request could not be read.");
  log.error({ err: error, path: context.req.path }, "a request failed");
  if (isUnreachable(error)) return problem(context, "unavailable", unreachable, {}, { "retry-after": "5" });
  return problem(context, "failed", "Something went wrong here. It has been logged.");
}

const unreachable =
  "The hub's database does not answer now, or takes no more connections. Please try again in a few seconds.";

function kindOf(status: number): ProblemKind {
  const found = Object.entries(problems).find(([, [own]]) => own === status)?.[0];
  return (found ?? "malformed") as ProblemKind;
}

/** Names the kind of a problem for programs; there is nothing to be fetched under it. */
export function problemType(kind: ProblemKind): string {
  return `urn:interdesk:problem:${kind}`;
}

function problem(
  context: Context,
  kind: ProblemKind,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const [status, title] = problems[kind];
  return context.body(JSON.stringify({ type: problemType(kind), title, status, detail, ...more }), status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(kind === "unauthorized" ? { "www-authenticate": 'Bearer realm="interdesk"' } : {}),
    ...headers,
  });
}
