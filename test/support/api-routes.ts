import { createApiRoutes } from "../../server/api/routes.ts";
import { apiBase } from "../../server/access/gate.ts";

/** Every route of the router itself, as `GET /tickets/:id`. */
export function listApiRoutes(): string[] {
  // Nothing is asked of the services while routes are put together.
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing });
  const { routes } = createApiRoutes(nothing as Parameters<typeof createApiRoutes>[0]);
  const named = routes.filter(({ method }) => method !== "ALL");
  return [...new Set(named.map(({ method, path }) => `${method} ${path.slice(apiBase.length) || "/"}`))].toSorted();
}
