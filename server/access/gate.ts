import { type Context, Hono } from "hono";
import { matchedRoutes } from "hono/route";
import type { Log } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import { AppError, answerProblem } from "../api/problem.ts";
import { strictHeaders } from "../people/refusals.ts";
import { actAs } from "./acting.ts";
import { permissions } from "./permissions.ts";
import type { ApiEnv, Principal } from "./principal.ts";
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

export interface GateDeps {
  authenticate(context: Context): Promise<Principal>;
  /** The routes of one tenant, guarded by {@link guardRoutes}. */
  openTenant(tenantId: TenantId): Hono;
  log: Log;
}

/** The one door of the API: says who asks, and hands the request to the tenant's own routes. */
export function createGate({ authenticate, openTenant, log }: GateDeps): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, log));
  for (const path of [`${apiBase}/*`, `${tmfBase}/*`, mcpPath])
    app.all(path, async (context) => {
      const principal = await authenticate(context);
      const own = { principal, askAgain: () => authenticate(context) };
      const env = { ...(context.env as object | undefined), ...own };
      const ask = () => openTenant(principal.tenantId).fetch(context.req.raw, env);
      const answer = await actAs(principal.name, async () => ask());
      // What somebody sees who has signed in stays in no browser and no proxy.
      if (principal.person)
        for (const [name, value] of Object.entries(strictHeaders))
          if (!answer.headers.has(name)) answer.headers.set(name, value);
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
    if (!known || (principal.clients !== null && !known.byClient)) throw new AppError("notFound", nothingHere);
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
