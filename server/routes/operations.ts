import { Hono } from "hono";
import type { Hub } from "../hub.ts";
import { checkReadiness } from "../readiness.ts";

export interface OperationDeps {
  hub: Hub;
  diskIsFull: () => Promise<boolean>;
  /** Whether this may be a copy beside its original, which does nothing but take deliveries. */
  isHeld: () => boolean;
}

/** For whoever watches the hub: alive, ready, and its numbers. */
export function createOperationRoutes({ hub, diskIsFull, isHeld }: OperationDeps): Hono {
  const app = new Hono();
  app.get("/livez", (context) => context.json({ alive: true }));
  app.get("/readyz", async (context) => {
    const checks = await checkReadiness({ hub, diskIsFull });
    // A held hub takes deliveries, so that it is ready; that it does no more is said beside it.
    return context.json(
      { ready: Object.values(checks).every(Boolean), checks, held: isHeld() },
      Object.values(checks).every(Boolean) ? 200 : 503,
    );
  });
  app.get("/metrics", async (context) =>
    context.text(await hub.world.metrics.render(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  );
  return app;
}
