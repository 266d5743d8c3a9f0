import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { EventAt } from "../intake/batch.ts";
import { planReviews } from "../intake/plan-review.ts";
import type { CompiledRules } from "../intake/compile-rules.ts";
import type { Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { placeEvents } from "./place-events.ts";
import { loadRules } from "./route-events.ts";
import { saveIntake } from "./save-intake.ts";

const mostReviews = 200;

/**
 * Looks again at alerts whose time has come: what was held down long enough, what a window or another alert hides no more,
 * what has calmed down, what a storm has left.
 *
 * @returns how many were due, and whether links are owed something
 */
export async function reviewAlerts(
  deps: World & { unit: UnitOfWork },
  tenantId: TenantId,
): Promise<{ due: number; again: boolean; wakes: boolean }> {
  return deps.unit.inTenant(tenantId, async (stores) => {
    const ids = await stores.alerts.dueReviews(mostReviews);
    if (ids.length === 0) return { due: 0, again: false, wakes: false };
    const due = await stores.alerts.byIds(ids, { lock: false });
    const rules = await loadRules(stores, tenantId);
    const events = await lookAgain(stores, rules, due, deps.clock.now());
    const read = (lock: boolean) => stores.alerts.byIds(ids, { lock });
    const input = await loadIntake(stores, { tenantId, storm: rules.storm }, events, read);
    const plan = planReviews(input, events, deps.ids);
    await saveIntake(deps, stores, input, plan, events);
    for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
    return { due: ids.length, again: ids.length === mostReviews, wakes: plan.tickets.size > 0 };
  });
}

/** Events that nobody sent: alerts are looked at as they are, by the rules that count now. */
export async function lookAgain(
  stores: Stores,
  rules: CompiledRules,
  alerts: readonly Alert[],
  now: Date,
): Promise<EventAt[]> {
  const placed: EventAt[] = [];
  for (const connectionId of new Set(alerts.map((alert) => alert.connectionId))) {
    const mine = alerts.filter((alert) => alert.connectionId === connectionId);
    const unplaced = mine.map((alert) => {
      const event = alert.waiting?.event ?? nameOnly(alert);
      return { event, delivery: null, receivedAt: now, traceparent: null };
    });
    placed.push(...(await placeEvents(stores, rules, connectionId, unplaced)));
  }
  return placed;
}

/** Of an alert that waits for nothing: enough to find it by. */
function nameOnly({ dedupKey, condition, severity, title, raisedAt, clearedAt, resource }: Alert): MonitorEvent {
  return {
    dedupKey,
    episodeId: null,
    condition: condition === "firing" ? "firing" : "clear",
    severity,
    title,
    description: null,
    raisedAt,
    clearedAt,
    clientHint: null,
    resource,
    service: null,
    url: null,
    labels: {},
    heartbeat: false,
  };
}
