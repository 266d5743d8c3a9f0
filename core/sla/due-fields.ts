import type { SlaTarget } from "../../schemas/sla-plan.ts";
import type { CustomField, CustomValue, FieldName } from "../../schemas/ticket.ts";

/**
 * Fields in which a ticket says until when something is promised, for desks that have a place for it: the hub alone sets
 * them, from the clocks, and only those that a connection maps. Instants in UTC, to the second.
 */
export const dueFields = {
  response: "custom.responseDue",
  update: "custom.updateDue",
  resolution: "custom.resolutionDue",
} as const satisfies Partial<Record<SlaTarget, CustomField>>;

/** The same as keys of a connection's table of custom fields. */
export const dueKeys: readonly string[] = Object.values(dueFields).map((field) => field.slice("custom.".length));

export function isDueField(field: FieldName): boolean {
  return Object.values(dueFields).some((one) => one === field);
}

/**
 * What a ticket is to say.
 *
 * @param clocks those that run; of one target the first that is due counts
 * @param mapped keys that any connection maps
 */
export function listDue(
  clocks: readonly { target: SlaTarget; dueAt: Date }[],
  mapped: readonly string[],
): Partial<Record<CustomField, CustomValue>> {
  const said: Partial<Record<CustomField, CustomValue>> = {};
  for (const { target, dueAt } of clocks.toSorted((one, other) => other.dueAt.getTime() - one.dueAt.getTime())) {
    const field: CustomField | undefined = (dueFields as Partial<Record<SlaTarget, CustomField>>)[target];
    if (field && mapped.includes(field.slice("custom.".length))) said[field] = `${dueAt.toISOString().slice(0, 19)}Z`;
  }
  return said;
}
