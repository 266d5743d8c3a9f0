import type { RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import packageFile from "../../package.json" with { type: "json" };
import { apiBase } from "../access/gate.ts";
import { permissions, type Permission } from "../access/permissions.ts";
import { createComponents, type Io, type JsonSchema, type ToSchema } from "./document-components.ts";
import { Problem, readRouteOptions } from "./describe-route.ts";
import { problems, type ProblemKind } from "./problem.ts";
import { createApiRoutes } from "./routes.ts";

/** An OpenAPI 3.1 document. */
export interface ApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: readonly { url: string; description: string }[];
  security: readonly Record<string, readonly string[]>[];
  tags: readonly { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, Answer>;
    parameters: Record<string, Parameter>;
    headers: Record<string, object>;
    securitySchemes: Record<string, object>;
  };
}

/** One of them. */
export interface Operation {
  operationId: string;
  tags: readonly string[];
  summary: string;
  description: string;
  parameters: readonly (Parameter | { $ref: string })[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, Answer | { $ref: string }>;
  /** The least role that may ask for it; `operator`: only whoever runs the hub. */
  "x-role": string;
  /** Who is held to some clients finds it, and sees theirs. */
  "x-by-client": boolean;
}

export interface Parameter {
  name: string;
  in: "query" | "path" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

interface Answer {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, { schema: JsonSchema }>;
}

// Nothing is asked of the services while routes are put together.
const noServices: unknown = new Proxy(() => noServices, { get: () => noServices, apply: () => noServices });

/** The routes as a tenant has them, without anything behind them. */
export function openBareRoutes() {
  return createApiRoutes(noServices as Parameters<typeof createApiRoutes>[0]);
}

let described: ApiDocument | undefined;

/** The document of the API, from the routes themselves. @param options.closed answers may hold nothing that is not described; for tests */
export function describeApi({ closed = false }: { closed?: boolean } = {}): ApiDocument {
  if (closed) return buildDocument(true);
  return (described ??= buildDocument(false));
}

function buildDocument(closed: boolean): ApiDocument {
  const components = createComponents(closed);
  const paths: ApiDocument["paths"] = {};
  const tags = new Set<string>();
  for (const definition of openBareRoutes().openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { route } = definition;
    const operation = describeOperation(route, components.toSchema);
    for (const tag of operation.tags) tags.add(tag);
    paths[`${apiBase}${route.path}`] = { ...paths[`${apiBase}${route.path}`], [route.method]: operation };
  }
  const responses = describeRefusals(components.toSchema);
  return {
    openapi: "3.1.0",
    info: {
      title: "Interdesk",
      version: packageFile.version,
      description: introduction,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This hub." }],
    security: [{ bearer: [] }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.schemas(),
      responses,
      parameters: { IdempotencyKey: onceParameter, IfMatch: versionParameter },
      headers,
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: 'An API key (made by "interdesk api-key add"), or the admin token of whoever runs the hub.',
        },
      },
    },
  };
}

const introduction = `What the command line, other systems and the console speak. Instants are ISO 8601 in UTC. What is refused is answered as problem details (RFC 9457), with each field that is not as expected. Bodies are JSON in UTF-8; fields that are not known are refused.`;

function describeOperation(route: RouteConfig, toSchema: ToSchema): Operation {
  const { path, method, operationId = "", tags = [], summary = "", description, request, responses } = route;
  const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
  const permission = permissions[name];
  if (!permission) throw new Error(`${name} has no line in permissions.ts`);
  const options = readRouteOptions(responses);
  const answers = Object.entries(responses).filter(([status]) => status !== "4XX");
  const kinds = listRefusals(route, permission);
  return {
    operationId,
    tags,
    summary,
    description: [description, tellRole(permission)].filter((text) => text !== undefined).join(" "),
    parameters: [
      ...describeParameters("path", request?.params, toSchema),
      ...describeParameters("query", request?.query, toSchema),
      ...(method === "get" ? [] : [{ $ref: "#/components/parameters/IdempotencyKey" }]),
      ...(options.versioned ? [{ $ref: "#/components/parameters/IfMatch" }] : []),
    ],
    ...(request?.body
      ? {
          requestBody: {
            required: options.bodyIsOptional !== true,
            content: describeContent(request.body.content, "input", toSchema),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(answers.map(([status, answer]) => [status, describeAnswer(answer, toSchema)])),
      ...Object.fromEntries(kinds.map((kind) => [problems[kind][0], { $ref: `#/components/responses/${kind}` }])),
    },
    "x-role": permission.least,
    "x-by-client": permission.byClient === true,
  };
}

const onceParameter: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "A name of your own for this request, such as a UUID. Sent again within 24 hours with the same key and body, it is not done again but answered as the first time, with the header Idempotency-Replayed; with another body it is refused.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};
const versionParameter: Parameter = {
  name: "If-Match",
  in: "header",
  required: false,
  description: "The ETag of what you have read: the change is made only while that is the newest version.",
  schema: { type: "string" },
};
const retryAfter = { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } };
const headers = {
  "RateLimit-Policy": {
    description: "How much may be asked at once (q), and how fast that comes back (w, seconds).",
    schema: { type: "string" },
  },
  RateLimit: {
    description: "How much is left of it (r), and until when all of it is back (t, seconds).",
    schema: { type: "string" },
  },
};

function tellRole({ least, byClient }: Permission): string {
  const whose = byClient ? " A key that is held to some clients sees only theirs." : "";
  if (least === "operator") return "Only for whoever runs the hub, with its admin token.";
  return `Needs the role ${least}${least === "owner" ? "" : " or more"}.${whose}`;
}

/** By what it takes; what a handler finds wrong besides is said by its options. */
function listRefusals({ method, request, responses }: RouteConfig, { least }: Permission): ProblemKind[] {
  const { conflicts, versioned, showsSecret } = readRouteOptions(responses);
  const hasBody = request?.body !== undefined;
  const writes = method !== "get";
  const asks = hasBody || request?.query !== undefined || writes || conflicts;
  return [
    ...(hasBody ? (["malformed", "tooLarge", "unsupportedType"] as const) : []),
    "unauthorized",
    ...(least === "viewer" ? [] : (["forbidden"] as const)),
    "notFound",
    ...(writes || conflicts || showsSecret ? (["conflict"] as const) : []),
    ...(versioned ? (["changedMeanwhile"] as const) : []),
    ...(asks ? (["invalid"] as const) : []),
    "tooManyRequests",
    "unavailable",
  ];
}

function describeRefusals(toSchema: ToSchema): Record<string, Answer> {
  const content = { "application/problem+json": { schema: toSchema(Problem, "output") } };
  return Object.fromEntries(
    Object.entries(problems).map(([kind, [, title]]) => {
      const late = kind === "tooManyRequests" || kind === "unavailable" ? { headers: retryAfter } : {};
      return [kind, { description: `${title}.`, ...late, content }];
    }),
  );
}

function describeParameters(place: Parameter["in"], schema: unknown, toSchema: ToSchema): Parameter[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const { properties = {}, required = [] } = toSchema(schema, "input");
  return Object.entries(properties).map(([name, { description, ...own }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: own,
  }));
}

function describeAnswer(answer: RouteConfig["responses"][string], toSchema: ToSchema): Answer {
  if (!("description" in answer)) throw new Error("an answer by reference");
  const { description = "", content } = answer as { description?: string; content?: object };
  return {
    description,
    headers: Object.fromEntries(Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    ...(content ? { content: describeContent(content as Record<string, unknown>, "output", toSchema) } : {}),
  };
}

function describeContent(
  content: Readonly<Record<string, unknown>>,
  io: Io,
  toSchema: ToSchema,
): Record<string, { schema: JsonSchema }> {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => {
      const { schema } = media as { schema: unknown };
      if (!(schema instanceof z.ZodType)) throw new Error(`${type} has no schema of zod`);
      return [type, { schema: toSchema(schema, io) }];
    }),
  );
}
