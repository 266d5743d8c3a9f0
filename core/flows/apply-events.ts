import type { DeliveryId } from "../../schemas/ids.ts";
import type { AbsenceAt } from "../intake/apply-absences.ts";
import type { ArrivedEvent } from "../intake/batch.ts";
import { endMissing, listCheckIns } from "../intake/check-in.ts";
import type { CompiledRules } from "../intake/compile-rules.ts";
import type { Absence } from "../intake/decide-absence.ts";
import { describeDropped } from "../intake/describe-dropped.ts";
import { planBatch } from "../intake/plan-batch.ts";
import type { ConnectionLease, QuarantineEntry, Stores } from "../ports/stores.ts";
import type { World } from "../ports/world.ts";
import { loadIntake } from "./load-intake.ts";
import { placeEvents, type Unplaced } from "./place-events.ts";
import { lookAgain } from "./review-alerts.ts";
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
 *
 * @param absences alerts of which nothing was heard; decided after the events
 */
export async function applyEvents(
  deps: World,
  stores: Stores,
  lease: Pick<ConnectionLease, "tenantId" | "connectionId">,
  arrived: readonly ArrivedEvent[],
  wakes: Set<"push" | "read">,
  absences: readonly Absence[] = [],
): Promise<AppliedEvents> {
  const { connectionId, tenantId } = lease;
  const rules = await loadRules(stores, tenantId);
  const placed = await placeEvents(stores, rules, connectionId, arrived.map(unplace));
  await stores.intake.countRules(connectionId, countMatches(placed));
  await stores.heartbeats.save(connectionId, listCheckIns(placed));
  const events = placed.map(endMissing);
  const silent = await placeAbsences(deps, stores, { connectionId, rules }, absences);
  const keys = [...new Set([...events, ...silent.map(({ at }) => at)].map(({ event }) => event.dedupKey))];
  const read = (lock: boolean) => stores.alerts.byKeys(connectionId, keys, { lock });
  const input = await loadIntake(stores, { tenantId, storm: rules.storm }, events, read);
  const plan = planBatch(input, events, deps.ids, silent);
  await saveIntake(deps, stores, input, plan, events);
  for (const [reason, times] of plan.reasons) deps.metrics.count("interdesk_event_decisions", { reason }, times);
  if (plan.links.length > 0 || plan.tickets.size > 0) wakes.add("push");
  const held = plan.held.map((one) => ({
    ...one,
    connectionId,
    linkId: null,
    path: null,
    expected: null,
  }));
  return { held, dropped: describeDropped(events) };
}

function unplace({ deliveryId, ordinal, opens, ...rest }: ArrivedEvent): Unplaced {
  return { ...rest, delivery: deliveryId === null || ordinal === null ? null : { id: deliveryId, ordinal, opens } };
}

/** Rules are asked about the alert as it is known: it was silence that came. */
async function placeAbsences(
  { clock }: World,
  stores: Stores,
  { connectionId, rules }: { connectionId: ConnectionLease["connectionId"]; rules: CompiledRules },
  absences: readonly Absence[],
): Promise<AbsenceAt[]> {
  const byKey = new Map(absences.map((absence) => [absence.dedupKey, absence]));
  const known = await stores.alerts.byKeys(connectionId, [...byKey.keys()], { lock: false });
  const placed = await lookAgain(stores, rules, known, clock.now());
  return placed.flatMap((at) => {
    const absence = byKey.get(at.event.dedupKey);
    return absence ? [{ absence, at }] : [];
  });
}

function countMatches(events: readonly { route: { matched: readonly string[] } }[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const ruleId of events.flatMap(({ route }) => route.matched)) times.set(ruleId, (times.get(ruleId) ?? 0) + 1);
  return times;
}
