import { Hono } from "hono";
import { guardRoutes, mcpPath } from "../access/gate.ts";
import { type ApiEnv, principalOf } from "../access/principal.ts";
import { answerProblem } from "../api/problem.ts";
import { parseJson, readBytes, usualLimits } from "../api/read-body.ts";
import type { McpDeps } from "./answer-call.ts";

/** Models read, and do a little, through the same services as everybody: one server a request, nothing kept between two. */
export function createMcpRoutes(deps: McpDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.onError((error, context) => answerProblem(error, context, deps.log));
  guardRoutes(app);
  app.post(mcpPath, async (context) => {
    const parsedBody = parseJson(await readBytes(context, usualLimits.bytes), usualLimits);
    // What speaks the protocol is loaded by the first model: most hubs have none.
    const { answerCall } = await import("./answer-call.ts");
    return answerCall(deps, principalOf(context), context.req.raw, parsedBody);
  });
  return app;
}
