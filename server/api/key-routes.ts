import { Hono } from "hono";
import type { Keyring } from "../secrets/keyring.ts";
import type { ApiDeps } from "./routes.ts";

/** Changing the master key while the hub runs: put the new key first, let this seal anew, then take the old one away. */
export function createKeyRoutes(
  { hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">,
  loadRing: () => Promise<Keyring>,
): Hono {
  const app = new Hono();
  app.post("/keys/rewrap", async (context) => {
    const ring = await loadRing();
    const sealed = await hub.vault.rewrap(ring, [tenantId]);
    return context.json({ key: ring.firstId, sealed });
  });
  return app;
}
