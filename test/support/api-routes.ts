import { Hono } from "hono";
import type { Log } from "../../core/ports/world.ts";
import { nameRoute, tmfBase } from "../../server/access/gate.ts";
import type { McpDeps } from "../../server/mcp/answer-call.ts";
import { createMcpRoutes } from "../../server/mcp/mcp-routes.ts";
import { openBareRoutes } from "../../server/api/describe-api.ts";
import { createTmfRoutes } from "../../server/tmf/tmf-routes.ts";
import type { TmfService } from "../../server/tmf/tmf-service.ts";

/** Every route of the routers themselves, as `GET /tickets/:id`. */
export function listApiRoutes(): string[] {
  // Nothing is asked of the services while routes are put together.
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing });
  const app = new Hono();
  app.route("/", openBareRoutes());
  app.route(tmfBase, createTmfRoutes(nothing as TmfService, nothing as Log));
  app.route("/", createMcpRoutes(nothing as McpDeps));
  const named = app.routes.filter(({ method }) => method !== "ALL");
  return [...new Set(named.map(nameRoute))].toSorted();
}
