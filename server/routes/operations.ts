import { type Context, Hono } from "hono";
import { isSameToken, readBearer, type Tokens } from "../access/token-file.ts";
import { AppError, answerProblem } from "../api/problem.ts";
import type { Hub } from "../hub.ts";
import { checkReadiness } from "../readiness.ts";

export interface OperationDeps {
  hub: Hub;
  diskIsFull: () => Promise<boolean>;
  /** Whether this may be a copy beside its original, which does nothing but take deliveries. */
  isHeld: () => boolean;
  /** Who sends one of these is told more than whether the hub works. */
  tokens: Tokens;
}

/** For whoever watches the hub: alive and ready for everybody, why not and its numbers for who has a token. */
export function createOperationRoutes({ hub, diskIsFull, isHeld, tokens }: OperationDeps): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, hub.world.log));
  const isKnown = (context: Context): boolean => {
    const given = readBearer(context.req.header("authorization"));
    return Object.values(tokens).some((token: string) => isSameToken(given, token));
  };
  app.get("/livez", (context) => context.json({ alive: true }));
  app.get("/readyz", async (context) => {
    const checks = await checkReadiness({ hub, diskIsFull });
    const ready = Object.values(checks).every(Boolean);
    // A held hub takes deliveries, so that it is ready; that it does no more is said beside it.
    return context.json({ ready, ...(isKnown(context) && { checks, held: isHeld() }) }, ready ? 200 : 503);
  });
  app.get("/metrics", async (context) => {
    if (!isKnown(context))
      throw new AppError(
        "unauthorized",
        "Send the token in the file metrics-token of the data folder as a bearer token.",
      );
    const type = "text/plain; version=0.0.4; charset=utf-8";
    return context.text(await hub.world.metrics.render(), 200, { "content-type": type });
  });
  return app;
}
