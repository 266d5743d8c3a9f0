import { DutyPlan } from "../../schemas/escalation.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Stores } from "../ports/stores.ts";

export interface Duty {
  /** 0 = none was ever saved: nobody is told of anything. */
  version: number;
  plan: DutyPlan;
}

/** Read once for each version; a tenant has one that counts. */
const newest = new Map<TenantId, Duty>();
const mostKept = 500;

/** Who is on duty, and who is told of what, as it counts now. */
export async function loadDuty({ escalations }: Pick<Stores, "escalations">, tenantId: TenantId): Promise<Duty> {
  const kept = newest.get(tenantId);
  const { version, plan } = await escalations.newestPlan(kept?.version ?? -1);
  if (kept?.version === version) return kept;
  const duty = { version, plan: plan ?? DutyPlan.parse({}) };
  if (newest.size >= mostKept) newest.clear();
  newest.set(tenantId, duty);
  return duty;
}
