import { z } from "zod";
import { actorNow } from "../access/acting.ts";
import { addAudit } from "../db/admin.ts";
import { listTenants } from "../db/tenants.ts";
import type { Keyring } from "../secrets/keyring.ts";
import { describeRoute, json, openGroup } from "./describe-route.ts";
import type { ApiDeps } from "./routes.ts";

const rewrap = describeRoute({
  method: "post",
  path: "/keys/rewrap",
  operationId: "rewrapKeys",
  tags: ["Access"],
  summary: "Seal the tenants' keys with the first master key",
  description: "Put the new master key first, ask for this, then take the old one away.",
  responses: {
    200: json(
      z.object({ key: z.string().describe("Id of the master key that is used now."), sealed: z.int() }),
      "How many keys were sealed anew.",
    ),
  },
});

/** Changing the master key while the hub runs: put the new key first, let this seal anew, then take the old one away. */
export function createKeyRoutes({ hub }: Pick<ApiDeps, "hub">, loadRing: () => Promise<Keyring>) {
  return openGroup().openapi(rewrap, async (context) => {
    const ring = await loadRing();
    const entry = { actor: actorNow(), action: "keys.rewrap", object: ring.firstId, detail: {} };
    // All of them: afterwards the old key may go, whoever's secrets it sealed.
    const tenants = (await listTenants(hub.db)).map(({ id }) => id);
    const sealed = await hub.vault.rewrap(ring, tenants, (trx, tenantId) =>
      addAudit(trx, tenantId, entry, hub.world.ids.next),
    );
    return context.json({ key: ring.firstId, sealed }, 200);
  });
}
