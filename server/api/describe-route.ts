import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../access/principal.ts";
import { describeIssues, ShapeError } from "./problem.ts";
import { type BodyLimits, readBytes, readJsonBody, usualLimits } from "./read-body.ts";
import { doOnce } from "./repeat-requests.ts";

/** What every refusal is answered with. @see RFC 9457 */
export const Problem = z
  .looseObject({
    type: z.string().describe("Names the kind of problem, for programs: urn:interdesk:problem:notFound and so on."),
    title: z.string().describe("The kind of problem, in words."),
    status: z.int().describe("The HTTP status, once more."),
    detail: z.string().describe("What is wrong with this request, and what was expected."),
    fields: z
      .array(
        z.object({
          field: z.string().describe("Its path, such as items.3.name; empty = the whole."),
          expected: z.string(),
          value: z
            .union([z.string(), z.number(), z.boolean(), z.null()])
            .optional()
            .describe("What stands there, where it is short and no secret."),
        }),
      )
      .optional()
      .describe("Each field that is not as expected."),
  })
  .meta({ id: "Problem", description: "Why a request was refused (RFC 9457)." });

const refusal = { description: "Refused", content: { "application/problem+json": { schema: Problem } } };
type Refusal = typeof refusal;

/** A body, or an answer, as JSON of this shape. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** What a request must bring. */
export function body<T extends z.ZodType>(schema: T) {
  return { required: true as const, content: { "application/json": { schema } } };
}

export interface RouteOptions {
  /** What the body may be at most. */
  limits?: BodyLimits;
  /** It may be asked without a body, which is taken as `{}`. */
  bodyIsOptional?: true;
  /** Its answer shows a secret, this once: it is not kept for a repeated request. */
  showsSecret?: true;
  /** Refused for another reason than a shape or a permission. */
  conflicts?: true;
  /** Its configuration has versions: it takes `If-Match`. */
  versioned?: true;
}

const readUnused: MiddlewareHandler = async (context, next) => {
  await readBytes(context, usualLimits.bytes);
  await next();
};

const optionsOf = new WeakMap<object, RouteOptions>();

/** What was said of a route beside its shapes. */
export function readRouteOptions(route: object): RouteOptions {
  return optionsOf.get(route) ?? {};
}

/** One operation of the API: what it takes and answers, checked at run time, by the compiler and in the API's document. */
export function describeRoute<
  const P extends string,
  R extends Omit<RouteConfig, "path"> & { path: P; operationId: string; summary: string; tags: string[] },
>(config: R, options: RouteOptions = {}): R & { responses: Record<"4XX", Refusal> } & { getRoutingPath(): string } {
  const hasJson = config.request?.body?.content["application/json"] !== undefined;
  const limits = options.limits ?? usualLimits;
  const middleware: MiddlewareHandler[] = [
    ...(config.method === "get" ? [] : [doOnce(limits.bytes, { showsSecret: options.showsSecret === true })]),
    ...(hasJson ? [readJsonBody(limits, options.bodyIsOptional === true)] : []),
    // What is sent to who takes none counts as well: too large is too large, before anything is done.
    ...(config.method === "get" || config.request?.body ? [] : [readUnused]),
  ];
  // The reader adds nothing that a handler's types know of.
  const route = createRoute({ ...config, middleware, responses: { ...config.responses, "4XX": refusal } });
  optionsOf.set(route.responses, options);
  return route as unknown as ReturnType<typeof describeRoute<P, R>>;
}

/** Routes of one group; what is not of its shape is refused with the names of the fields. */
export function openGroup(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const { data } = result as { data?: unknown };
      throw new ShapeError(describeIssues(result.error.issues, data));
    },
  });
}
