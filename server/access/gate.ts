import { type Context, Hono } from "hono";
import { matchedRoutes } from "hono/route";
import type { Log } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AppError, answerProblem } from "../api/problem.ts";
import { strictHeaders } from "../people/refusals.ts";
import { actAs } from "./acting.ts";
import type { Authenticate } from "./authenticate.ts";
import { type Permission, permissions } from "./permissions.ts";
import type { ApiEnv, Principal } from "./principal.ts";
import type { RateGuard } from "./rate-headers.ts";
import { isAtLeast } from "./roles.ts";

export const apiBase = "/api/v1";
/** @see TMF621 */
export const tmfBase = "/tmf-api/troubleTicket/v5";

/** @see Model Context Protocol, streamable HTTP */
export const mcpPath = "/mcp";

/** As the list of permissions calls it: routes of our own API without their base. */
export function nameRoute({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.startsWith(apiBase) ? path.slice(apiBase.length) || "/" : path}`;
}

/** Where the document of the API is. */
export const documentPath = "/api/openapi.json";

export interface TenantRoutes {
  fetch(request: Request, env: ApiEnv["Bindings"]): Response | Promise<Response>;
}

export interface GateDeps {
  authenticate: Authenticate;
  /** The routes of one tenant, guarded by {@link guardRoutes}. */
  openTenant(tenantId: TenantId): TenantRoutes;
  /** Describes the API; for whoever may ask anything. */
  describe(): object;
  rates: RateGuard;
  log: Log;
}

/** The one door of the API: says who asks, and hands the request to the tenant's own routes. */
export function createGate({ authenticate, openTenant, describe, rates, log }: GateDeps): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, log));
  app.get(documentPath, async (context) => {
    const headers = rates.count(await authenticate(context));
    return context.json(describe(), 200, headers);
  });
  for (const path of [`${apiBase}/*`, `${tmfBase}/*`, mcpPath])
    app.all(path, async (context) => {
      const principal = await authenticate(context);
      const headers = rates.count(principal);
      const own = { principal, askAgain: () => authenticate(context, true) };
      const env = { ...(context.env as object | undefined), ...own };
      const ask = () => openTenant(principal.tenantId).fetch(context.req.raw, env);
      const answer = await actAs(principal.name, async () => ask());
      // What somebody sees who has signed in stays in no browser and no proxy.
      if (principal.person)
        for (const [name, value] of Object.entries(strictHeaders))
          if (!answer.headers.has(name)) answer.headers.set(name, value);
      for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
      return answer;
    });
  return app;
}

/** To be called before the routes are added: what somebody may not do is refused before anything is looked at. */
export function guardRoutes(app: Hono<ApiEnv>): void {
  app.use("*", async (context, next) => {
    const { principal } = context.env;
    const route = matchedRoutes(context).findLast(({ method, path }) => method !== "ALL" && !path.endsWith("*"));
    const known = route && permissions[nameRoute(route)];
    // As for what is not there: nobody learns what others may do.
    if (!known || !isThere(known, principal) || /\0|%00/.test(context.req.path)) throw missing(context, principal);
    if (known.least === "operator" ? !principal.isOperator : !isAtLeast(principal.role, known.least))
      throw new AppError(
        "forbidden",
        known.least === "operator"
          ? "Only whoever runs this hub may do that, with its admin token."
          : `That needs the role ${known.least} or more; you are ${principal.role}.`,
      );
    await next();
  });
}

export const nothingHere = "There is no such thing here.";

function isThere({ byClient }: Permission, { clients }: Principal): boolean {
  return clients === null || byClient === true;
}

const patterns = Object.entries(permissions).map(([name, permission]) => {
  const [method = "", path = ""] = name.split(" ");
  return {
    method,
    permission,
    pattern: new RegExp(
      `^${[tmfBase, mcpPath].some((own) => path.startsWith(own)) ? "" : apiBase}${path.replaceAll(/:\w+/g, "[^/]+")}$`,
    ),
  };
});

/** What is there, but not by this method, says by which. */
function missing(context: Context, principal: Principal): AppError {
  const { path, method } = context.req;
  const others = patterns.filter(({ pattern, permission }) => pattern.test(path) && isThere(permission, principal));
  const methods = new Set(others.flatMap((one) => (one.method === "GET" ? ["GET", "HEAD"] : [one.method])));
  if (methods.size === 0 || methods.has(method)) return new AppError("notFound", nothingHere);
  const allow = [...methods].join(", ");
  return new AppError("methodNotAllowed", `${method} is not done here; expected ${allow}.`, {}, { allow });
}
