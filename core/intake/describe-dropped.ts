import type { DeliveryId } from "../../schemas/ids.ts";
import type { EventAt } from "./batch.ts";

/** For each delivery with events that a rule has dropped: how many, by which rule, and why. */
export function describeDropped(events: readonly EventAt[]): ReadonlyMap<DeliveryId, string> {
  const times = new Map<DeliveryId, Map<string, number>>();
  for (const { delivery, route } of events) {
    if (route.drop === null || delivery === null) continue;
    const ruleId = route.because.find(({ field }) => field === "drop")?.ruleId ?? "unknown";
    const reason = `dropped by the rule ${ruleId}: ${route.drop}`;
    const of = times.get(delivery.id) ?? new Map<string, number>();
    times.set(delivery.id, of.set(reason, (of.get(reason) ?? 0) + 1));
  }
  const words = (reasons: Map<string, number>) =>
    [...reasons].map(([reason, count]) => `${count} × ${reason}`).join("; ");
  return new Map([...times].map(([deliveryId, reasons]) => [deliveryId, words(reasons).slice(0, 1_000)]));
}
