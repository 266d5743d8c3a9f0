import type { Kysely } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { SealTenant } from "../audit/sealer.ts";
import { addAudit } from "../db/admin.ts";
import { cutChain, findChainStart } from "../db/audit-cut.ts";
import { readChainFacts, retentionAction, type RetentionDetail } from "../db/audit-facts.ts";
import type { Database } from "../db/database.ts";
import { dropPartition, listOldPartitions } from "../db/retention.ts";
import type { Aged } from "./retention.ts";

export interface AgeAuditDeps {
  db: Kysely<Database>;
  world: Pick<World, "ids" | "log">;
  sealAudit: SealTenant;
}

const batchPlaces = 5_000;

/**
 * Takes away whole months of the audit. Before anything goes, a row in each chain says up to which place, and with which hash, so
 * that a verification begins behind it: what else is missing is found as before.
 */
export async function ageAudit(
  deps: AgeAuditDeps,
  tenantIds: readonly TenantId[],
  until: Date,
  dryRun: boolean,
): Promise<readonly Aged[]> {
  const aged: Aged[] = [];
  for (const partition of await listOldPartitions(deps.db, "audit", until)) {
    const result = { class: "audit" as const, partition: partition.name, rows: 0, needed: 0 };
    const isFree = dryRun || (await cutAll(deps, tenantIds, partition.to));
    const done = isFree && (dryRun || (await dropPartition(deps.db, "audit", partition)));
    aged.push({ ...result, action: done ? "dropped" : "busy" });
    // Later months go after it only, so that a chain has one beginning.
    if (!done) break;
  }
  return aged;
}

/** @returns whether every chain says that it begins later */
async function cutAll(deps: AgeAuditDeps, tenantIds: readonly TenantId[], until: Date): Promise<boolean> {
  let all = true;
  for (const tenantId of tenantIds) {
    try {
      all = (await cutOne(deps, tenantId, until)) && all;
    } catch (cause) {
      // A tenant whose key does not open has a chain that cannot be gone on with: its rows stay.
      deps.world.log.error({ tenant: tenantId, err: cause }, "the audit's beginning could not be taken away");
      all = false;
    }
  }
  return all;
}

async function cutOne({ db, world, sealAudit }: AgeAuditDeps, tenantId: TenantId, until: Date): Promise<boolean> {
  while ((await sealAudit(tenantId)).again);
  const { waiting, cut } = await findChainStart(db, tenantId, until);
  if (waiting) return false;
  if (!cut) return true;
  const facts = await readChainFacts(db, tenantId);
  if ((facts.begin?.sequence ?? 0) < cut.sequence) {
    const restores = (facts.restores ?? []).map((one) => ({ ...one }));
    const detail: RetentionDetail = { until: until.toISOString(), ...cut, over: [...cut.over], restores };
    await addAudit(db, tenantId, { actor: "hub", action: retentionAction, object: "audit", detail }, world.ids.next);
    while ((await sealAudit(tenantId)).again);
    // Another node may be at it; nothing goes before the row that tells of it has its place.
    const told = await readChainFacts(db, tenantId);
    if ((told.begin?.sequence ?? 0) < cut.sequence) return false;
  }
  while ((await cutChain(db, tenantId, cut.sequence, batchPlaces)) > 0);
  return true;
}
