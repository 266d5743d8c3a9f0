import type { AlertId, TenantId, TicketId } from "../../schemas/ids.ts";
import { planSplit, type Split } from "../intake/plan-split.ts";
import type { UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { lookAgain } from "./review-alerts.ts";
import { saveIntake } from "./save-intake.ts";

export type SplitOutcome =
  | { action: "split"; ticketId: TicketId | null }
  | { action: "refuse"; reason: Extract<Split, { action: "refuse" }>["reason"] | "unknown" };

/** Undoes a wrong fold: the alert gets a ticket of its own, and does not join that group again. */
export async function splitAlert(
  deps: World & { unit: UnitOfWork },
  tenantId: TenantId,
  id: AlertId,
): Promise<SplitOutcome> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const [alert] = await stores.alerts.byIds([id], { lock: false });
    if (!alert) return { action: "refuse", reason: "unknown" };
    const now = deps.clock.now();
    const at = lookAgain(alert, await stores.directory.connection(alert.connectionId), now);
    const input = await loadIntake(stores, tenantId, [at], (lock) => stores.alerts.byIds([id], { lock }));
    const split = planSplit(input, at, deps.ids);
    if (split.action === "refuse") return split;
    const groupKey = alert.foldId && (await stores.folds.keyOf(alert.foldId));
    if (groupKey) await stores.folds.addException(id, groupKey, now);
    await saveIntake(stores, split.plan);
    const [own] = split.plan.alerts.values();
    return { action: "split", ticketId: own?.alert.ticketId ?? null };
  });
}
