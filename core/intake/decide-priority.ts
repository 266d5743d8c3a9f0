import type { Severity } from "../../schemas/alert.ts";
import type { Criticality } from "../../schemas/configuration-item.ts";
import type { Priority } from "../../schemas/ticket.ts";

/**
 * By the order of X.733 where the item is an ordinary one or not known; a critical item raises what is not information by
 * up to two, one of little weight lowers it by one.
 */
const priorities: Record<Severity, Record<Criticality, Priority>> = {
  critical: { low: 2, normal: 1, high: 1, critical: 1 },
  high: { low: 3, normal: 2, high: 1, critical: 1 },
  medium: { low: 4, normal: 3, high: 2, critical: 1 },
  low: { low: 5, normal: 4, high: 3, critical: 2 },
  info: { low: 5, normal: 5, high: 5, critical: 4 },
};

/** @param criticality of the configuration item that it is about; null = no item is known */
export function decidePriority(severity: Severity, criticality: Criticality | null = null): Priority {
  return priorities[severity][criticality ?? "normal"];
}

/** A rule that gives one of impact and urgency means the middle of the other. */
const middle = 2;

/**
 * Impact × urgency: the usual three by three.
 *
 * @param impact 1 = high … 3 = low; null = not said
 * @returns 1 for high × high, 5 for low × low
 * @see ITIL 4, incident management: prioritisation
 */
export function combinePriority(impact: number | null, urgency: number | null): Priority {
  return (impact ?? middle) + (urgency ?? middle) - 1;
}
