import type { AlertId, TenantId, TicketId } from "../../schemas/ids.ts";
import { planSplit, type Split } from "../intake/plan-split.ts";
import type { UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { lookAgain } from "./review-alerts.ts";
import { loadRules } from "./route-events.ts";
import { saveIntake } from "./save-intake.ts";

export type SplitOutcome =
  | { action: "split"; ticketId: TicketId | null }
  | { action: "refuse"; reason: Extract<Split, { action: "refuse" }>["reason"] | "unknown" };

/** Undoes a wrong fold: the alert gets a ticket of its own, and does not join that group again. @param by who asked for it */
export async function splitAlert(
  deps: World & { unit: UnitOfWork },
  tenantId: TenantId,
  id: AlertId,
  by: string,
): Promise<SplitOutcome> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const [alert] = await stores.alerts.byIds([id], { lock: false });
    if (!alert) return { action: "refuse", reason: "unknown" };
    const now = deps.clock.now();
    const rules = await loadRules(stores, tenantId);
    const [at] = await lookAgain(stores, rules, [alert], now);
    if (!at) return { action: "refuse", reason: "unknown" };
    const read = (lock: boolean) => stores.alerts.byIds([id], { lock });
    const input = await loadIntake(stores, { tenantId, storm: rules.storm }, [at], read);
    const split = planSplit(input, at, deps.ids);
    if (split.action === "refuse") return split;
    const groupKey = alert.foldId && (await stores.folds.keyOf(alert.foldId));
    if (groupKey) await stores.folds.addException(id, groupKey, now);
    await saveIntake(deps, stores, input, split.plan, [at]);
    const [own] = split.plan.alerts.values();
    const ticketId = own?.alert.ticketId ?? null;
    await stores.audit.add({ actor: by, action: "alert.split", object: id, detail: { ticketId } });
    return { action: "split", ticketId };
  });
}
