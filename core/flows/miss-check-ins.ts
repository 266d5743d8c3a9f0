import type { TenantId } from "../../schemas/ids.ts";
import { buildMissing } from "../intake/check-in.ts";
import { planBatch } from "../intake/plan-batch.ts";
import type { UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { placeEvents } from "./place-events.ts";
import { loadRules } from "./route-events.ts";
import { saveIntake } from "./save-intake.ts";

const mostMissing = 200;

/** Check-ins that stay away become alerts. @returns how many were missing */
export async function missCheckIns(deps: World & { unit: UnitOfWork }, tenantId: TenantId): Promise<number> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const missing = await stores.heartbeats.takeMissing(mostMissing);
    if (missing.length === 0) return 0;
    const rules = await loadRules(stores, tenantId);
    const now = deps.clock.now();
    for (const connectionId of new Set(missing.map((one) => one.connectionId))) {
      const mine = missing.filter((one) => one.connectionId === connectionId);
      const events = await placeEvents(
        stores,
        rules,
        connectionId,
        mine.map(({ event, at }) => {
          return { event: buildMissing(event, at, now), delivery: null, receivedAt: now, traceparent: null };
        }),
      );
      const keys = events.map(({ event }) => event.dedupKey);
      const read = (lock: boolean) => stores.alerts.byKeys(connectionId, keys, { lock });
      const input = await loadIntake(stores, { tenantId, storm: rules.storm }, events, read);
      await saveIntake(deps, stores, input, planBatch(input, events, deps.ids), events);
    }
    deps.metrics.count("interdesk_check_ins_missed", {}, missing.length);
    return missing.length;
  });
}
