import { Hono } from "hono";
import { sql } from "kysely";
import type { Hub } from "../hub.ts";

export interface OperationDeps {
  hub: Hub;
  diskIsFull: () => Promise<boolean>;
}

/** For whoever watches the hub: alive, ready, and its numbers. */
export function createOperationRoutes({ hub, diskIsFull }: OperationDeps): Hono {
  const app = new Hono();
  app.get("/livez", (context) => context.json({ alive: true }));
  app.get("/readyz", async (context) => {
    const checks = { database: await isWritable(hub), diskSpace: !(await diskIsFull()) };
    return context.json(
      { ready: Object.values(checks).every(Boolean), checks },
      Object.values(checks).every(Boolean) ? 200 : 503,
    );
  });
  app.get("/metrics", async (context) =>
    context.text(await hub.world.metrics.render(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  );
  return app;
}

async function isWritable(hub: Hub): Promise<boolean> {
  try {
    const { rows } = await sql<{
      standby: boolean;
      readonly: string;
    }>`select pg_is_in_recovery() as standby, current_setting('transaction_read_only') as readonly`.execute(hub.db);
    return rows[0]?.standby === false && rows[0].readonly === "off";
  } catch {
    return false;
  }
}
