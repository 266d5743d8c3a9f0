import type { MaintenanceWindow } from "../../schemas/maintenance.ts";

/** What is wrong with the times of a window; undefined = nothing. */
export function findWrongTime({
  kind,
  startsAt,
  endsAt,
  recurrence,
}: Pick<MaintenanceWindow, "kind" | "startsAt" | "endsAt" | "recurrence">):
  { field: "endsAt"; detail: string } | undefined {
  const wrong = (detail: string) => ({ field: "endsAt" as const, detail });
  if (endsAt && endsAt <= startsAt) return wrong(`must be after its begin, ${startsAt.toISOString()}.`);
  if (kind === "silence" && !endsAt) return wrong("a silence needs an end.");
  if (!endsAt && !recurrence) return wrong("needed, unless the window comes again.");
  return undefined;
}
