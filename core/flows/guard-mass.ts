import type { Stores } from "../ports/stores.ts";
import { countGrave, massWindowMs } from "../sync/decide-guards.ts";
import type { Observation } from "../sync/observe.ts";
import type { ObserveDeps, ObserveTarget } from "./observe-record.ts";
import { parkConnection } from "./park-connection.ts";

/** Ends the transaction: what a desk closes or re-prioritises in one go beyond its limit is not taken. */
export class MassChange extends Error {}

export async function guardMass(
  stores: Stores,
  target: ObserveTarget,
  observation: Extract<Observation, { kind: "taken" }>,
): Promise<void> {
  const grave = countGrave(observation.changes);
  if (grave > 0 && (await countBeyond(stores, target, grave)) !== undefined) throw new MassChange();
}

/** @returns how many tickets it closed or re-prioritised of late, these included, where that is more than it may */
async function countBeyond(stores: Stores, target: ObserveTarget, by: number): Promise<number | undefined> {
  const { count, allowed } = await stores.connections.countMass(target.connectionId, by, massWindowMs);
  return count > target.rules.mostChanges && !allowed ? count : undefined;
}

/** @returns whether it is parked; not where a person has let it go on meanwhile, or allowed so many */
export async function parkFor(deps: ObserveDeps, target: ObserveTarget): Promise<boolean> {
  const reason = `It closed or re-prioritised more than ${target.rules.mostChanges} tickets within ten minutes.`;
  return deps.unit.inTenant(target.tenantId, async (stores) => {
    const count = await countBeyond(stores, target, 1);
    if (count === undefined) return false;
    deps.metrics.count("interdesk_connections_parked", { reason: "massChange" });
    await parkConnection(deps, stores, target, reason, {
      kind: "massChange",
      title: `${target.name} is paused: ${count} tickets were changed at once`,
      body:
        `${reason} What came after that was not carried over. Was it meant? Then let it go on with ` +
        `"interdesk connection live ${target.name} --allow-many"; else put it right in ${target.name} first.`,
    });
    return true;
  });
}
