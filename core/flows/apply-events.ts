import type { DeliveryId } from "../../schemas/ids.ts";
import type { ArrivedEvent } from "../intake/batch.ts";
import { endMissing, listCheckIns } from "../intake/check-in.ts";
import { describeDropped } from "../intake/describe-dropped.ts";
import { planBatch } from "../intake/plan-batch.ts";
import type { ConnectionLease, QuarantineEntry, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { placeEvents } from "./place-events.ts";
import { loadRules } from "./route-events.ts";
import { saveIntake } from "./save-intake.ts";

export interface AppliedEvents {
  /** Events that cannot go on, for quarantine. */
  held: QuarantineEntry[];
  /** Of deliveries with events that a rule has dropped: which rule, and why. */
  dropped: ReadonlyMap<DeliveryId, string>;
}

/**
 * Applies a batch of events in one transaction: asks the rules what is wanted of each, loads what they are about, decides in
 * order, writes the outcome.
 */
export async function applyEvents(
  deps: World,
  stores: Stores,
  lease: ConnectionLease,
  arrived: readonly ArrivedEvent[],
  wakes: Set<"push" | "read">,
): Promise<AppliedEvents> {
  const { connectionId, tenantId } = lease;
  const rules = await loadRules(stores, tenantId);
  const placed = await placeEvents(
    stores,
    rules,
    connectionId,
    arrived.map(({ deliveryId, ordinal, ...rest }) => ({ ...rest, delivery: { id: deliveryId, ordinal } })),
  );
  await stores.intake.countRules(connectionId, countMatches(placed));
  await stores.heartbeats.save(connectionId, listCheckIns(placed));
  const events = placed.map(endMissing);
  const keys = [...new Set(events.map(({ event }) => event.dedupKey))];
  const read = (lock: boolean) => stores.alerts.byKeys(connectionId, keys, { lock });
  const input = await loadIntake(stores, { tenantId, storm: rules.storm }, events, read);
  const plan = planBatch(input, events, deps.ids);
  await saveIntake(stores, plan);
  for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
  if (plan.links.length > 0 || plan.tickets.size > 0) wakes.add("push");
  const held = plan.held.map((one) => ({
    ...one,
    connectionId,
    linkId: null,
    reason: "unknownClient" as const,
    path: null,
    expected: null,
  }));
  return { held, dropped: describeDropped(events) };
}

function countMatches(events: readonly { route: { matched: readonly string[] } }[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const ruleId of events.flatMap(({ route }) => route.matched)) times.set(ruleId, (times.get(ruleId) ?? 0) + 1);
  return times;
}
