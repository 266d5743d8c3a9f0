import type { AlertCondition, AlertHandling, Severity } from "../../../../schemas/alert.ts";
import type { TicketStatus, TicketType } from "../../../../schemas/ticket.ts";

// Only types are shared with the server: the schemas themselves would bring their validator along.
export const statuses = [
  "new",
  "acknowledged",
  "inProgress",
  "pending",
  "held",
  "resolved",
  "closed",
  "cancelled",
] as const satisfies readonly TicketStatus[];
export const types = ["incident", "serviceRequest", "problem", "change"] as const satisfies readonly TicketType[];
export const priorities = ["1", "2", "3", "4", "5"] as const;
export const severities = ["critical", "high", "medium", "low", "info"] as const satisfies readonly Severity[];
export const conditions = ["firing", "clear", "unknown"] as const satisfies readonly AlertCondition[];
export const handlings = [
  "open",
  "acknowledged",
  "suppressed",
  "dismissed",
] as const satisfies readonly AlertHandling[];

/** The one of a list that a value is; undefined = none of them. */
export function oneOf<T extends string>(list: readonly T[], value: unknown): T | undefined {
  return list.find((one) => one === value);
}
