import { Hono } from "hono";
import { addAudit } from "../db/admin.ts";
import type { Keyring } from "../secrets/keyring.ts";
import type { ApiDeps } from "./routes.ts";
import { actorNow } from "../access/acting.ts";

/** Changing the master key while the hub runs: put the new key first, let this seal anew, then take the old one away. */
export function createKeyRoutes(
  { hub, tenantId }: Pick<ApiDeps, "hub" | "tenantId">,
  loadRing: () => Promise<Keyring>,
): Hono {
  const app = new Hono();
  app.post("/keys/rewrap", async (context) => {
    const ring = await loadRing();
    const entry = { actor: actorNow(), action: "keys.rewrap", object: ring.firstId, detail: {} };
    const sealed = await hub.vault.rewrap(ring, [tenantId], (trx) =>
      addAudit(trx, tenantId, entry, hub.world.ids.next),
    );
    return context.json({ key: ring.firstId, sealed });
  });
  return app;
}
