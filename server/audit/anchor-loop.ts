import { sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import { readChain } from "../db/audit-chain.ts";
import { readHead } from "../db/seal-audit.ts";
import { withTenant } from "../db/tenant.ts";
import { type Loop, startLoop } from "../workers/loop.ts";
import { beginning, type ChainHead, createLink, deriveAnchorKeys, deriveChainKey } from "./chain.ts";
import type { SealerDeps } from "./sealer.ts";

const hourMs = 3_600_000;

/** Puts every tenant's head into the file of this node's data folder: at start, each hour, and when asked. */
export function startAnchorLoop(deps: SealerDeps): Loop {
  const written = new Map<TenantId, number>();
  const pass = async () => {
    const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(deps.db);
    for (const { id } of rows) {
      const tenantId = TenantId.parse(id);
      const head = await anchorHead(deps, tenantId, written.get(tenantId) ?? 0);
      if (head) written.set(tenantId, head.sequence);
    }
    return { again: false };
  };
  return startLoop({ name: "audit anchors", everyMs: hourMs, log: deps.world.log, pass });
}

/**
 * Puts the head into the file, if it is right: what was tampered with is not signed.
 *
 * @param written the sequence that is there already
 * @returns undefined where nothing was to be written
 */
export async function anchorHead(
  { db, vault, anchors, world }: SealerDeps,
  tenantId: TenantId,
  written: number,
): Promise<ChainHead | undefined> {
  const head = await withTenant(db, tenantId, (trx) => readHead(trx, tenantId));
  if (!head || head.sequence === written) return undefined;
  const { sequence } = head;
  const [before, last] = (await readChain(db, tenantId, { after: sequence - 2, upTo: sequence, most: 2 })).slice(-2);
  const place = last ?? before;
  const previous = sequence === 1 ? beginning : last && before?.hash;
  const link = createLink(tenantId, await deriveChainKey(vault, tenantId));
  if (!place?.row || !previous || !link(previous, place.row).equals(place.hash)) {
    const message = "the end of the audit's chain is not right and was not written down; see: interdesk audit verify";
    world.log.error({ tenant: tenantId, sequence }, message);
    return undefined;
  }
  const { privateKey } = await deriveAnchorKeys(vault, tenantId);
  await anchors.append(tenantId, place, world.clock.now(), privateKey);
  return place;
}
