import type { Kysely } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "../db/database.ts";
import { sealAudit } from "../db/seal-audit.ts";
import type { Vault } from "../secrets/vault.ts";
import type { AnchorFile } from "./anchors.ts";
import { type ChainHead, createLink, deriveAnchorKeys, deriveChainKey } from "./chain.ts";

/** Rows that one transaction gives their places. */
const mostRows = 1_000;

export interface SealerDeps {
  db: Kysely<Database>;
  vault: Vault;
  anchors: AnchorFile;
  world: Pick<World, "clock" | "log" | "metrics">;
}

/** Seals what waits of a tenant. @returns whether more waits */
export type SealTenant = (tenantId: TenantId) => Promise<{ again: boolean }>;

/**
 * Remembers where each chain ended: when that place is not there any more, its head goes into the file of anchors at once, so
 * that a cut is found although the chain has grown since.
 */
export function createSealer({ db, vault, anchors, world }: SealerDeps): SealTenant {
  const known = new Map<TenantId, ChainHead>();
  return async (tenantId) => {
    const link = createLink(tenantId, await deriveChainKey(vault, tenantId));
    const done = await sealAudit(db, tenantId, link, { most: mostRows, known: known.get(tenantId) });
    const { sealed, again, head, lost } = done;
    if (lost) {
      const { privateKey } = await deriveAnchorKeys(vault, tenantId);
      await anchors.append(tenantId, lost, world.clock.now(), privateKey);
      world.metrics.count("interdesk_audit_heads_lost", {});
      world.log.error(
        { tenant: tenantId, sequence: lost.sequence },
        "the end of the audit's chain is not there any more; see: interdesk audit verify",
      );
    }
    if (head) known.set(tenantId, head);
    if (sealed > 0) world.metrics.count("interdesk_audit_sealed", {}, sealed);
    return { again };
  };
}
