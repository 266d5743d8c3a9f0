import type { Severity } from "../../schemas/alert.ts";

/** Customs of the Prometheus world. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["page", "critical"],
  ["emergency", "critical"],
  ["disaster", "critical"],
  ["error", "high"],
  ["major", "high"],
  ["high", "high"],
  ["warning", "medium"],
  ["warn", "medium"],
  ["medium", "medium"],
  ["minor", "low"],
  ["low", "low"],
  ["info", "info"],
  ["informational", "info"],
  ["none", "info"],
]);

/** Undefined for a word that custom does not know. */
export function findSeverity(word: string): Severity | undefined {
  return severities.get(word.trim().toLowerCase());
}

/** A free-text label; an alert of any other severity is still an alert, so it is taken for `medium`, as one without is. */
export function readLabelSeverity(label: string | undefined): Severity {
  return findSeverity(label ?? "") ?? "medium";
}
