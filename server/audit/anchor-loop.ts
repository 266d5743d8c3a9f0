import { sql } from "kysely";
import { TenantId } from "../../schemas/ids.ts";
import { readChain } from "../db/audit-chain.ts";
import { readHead } from "../db/seal-audit.ts";
import { withTenant } from "../db/tenant.ts";
import { type Loop, startLoop } from "../workers/loop.ts";
import { beginning, type ChainHead, createLink, deriveAnchorKeys, deriveChainKey } from "./chain.ts";
import type { SealerDeps } from "./sealer.ts";

const hourMs = 3_600_000;
/** How soon the first row of a new hub is seen. */
const lookEveryMs = 60_000;

/** Puts every tenant's head into the file of this node's data folder: at start, and each hour where it has moved. */
export function startAnchorLoop(deps: SealerDeps): Loop {
  const written = new Map<TenantId, { sequence: number; at: number }>();
  const pass = async () => {
    const now = deps.world.clock.now().getTime();
    const { rows } = await sql<{ id: string }>`select id from list_tenants()`.execute(deps.db);
    for (const { id } of rows) {
      const tenantId = TenantId.parse(id);
      const last = written.get(tenantId);
      if (last && now - last.at < hourMs) continue;
      const head = await anchorHead(deps, tenantId, last?.sequence ?? 0);
      if (head) written.set(tenantId, { sequence: head.sequence, at: now });
    }
    return { again: false };
  };
  return startLoop({ name: "audit anchors", everyMs: lookEveryMs, log: deps.world.log, pass });
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
