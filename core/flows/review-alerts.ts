import type { Alert, MonitorEvent } from "../../schemas/alert.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { EventAt } from "../intake/batch.ts";
import { planReviews } from "../intake/plan-review.ts";
import type { IntakeConnection, Stores, UnitOfWork } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { wishesOf } from "./apply-events.ts";
import { loadIntake } from "./load-intake.ts";
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
    const connections = await loadConnections(stores, due);
    const now = deps.clock.now();
    const events = due.map((alert) => lookAgain(alert, connections.get(alert.connectionId), now));
    const input = await loadIntake(stores, tenantId, events, (lock) => stores.alerts.byIds(ids, { lock }));
    const plan = planReviews(input, events, deps.ids);
    await saveIntake(stores, plan);
    for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
    return { due: ids.length, again: ids.length === mostReviews, wakes: plan.tickets.size > 0 };
  });
}

async function loadConnections(
  stores: Stores,
  alerts: readonly Alert[],
): Promise<ReadonlyMap<string, IntakeConnection | undefined>> {
  const found = new Map<string, IntakeConnection | undefined>();
  for (const id of new Set(alerts.map(({ connectionId }) => connectionId)))
    found.set(id, await stores.directory.connection(id));
  return found;
}

/** An event that nobody sent: the alert is looked at as it is. */
export function lookAgain(alert: Alert, connection: IntakeConnection | undefined, now: Date): EventAt {
  return {
    event: alert.waiting?.event ?? nameOnly(alert),
    connectionId: alert.connectionId,
    delivery: null,
    receivedAt: now,
    traceparent: null,
    client: { id: alert.clientId },
    wishes: wishesOf(connection),
  };
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
