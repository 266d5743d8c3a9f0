import type { InferResponseType } from "hono/client";
import type { api } from "../../data/api.ts";

export type ReportRow = InferResponseType<typeof api.reports.service.$get, 200>["rows"][number];

export const spans = ["3", "6", "12", "24"] as const;

/** The months that end with this one. @param now in the zone of the browser */
export function spanOf(now: Date, months: number): { from: string; to: string } {
  const write = (date: Date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}`;
  return { from: write(new Date(now.getFullYear(), now.getMonth() - months + 1, 1)), to: write(now) };
}

/** The share of targets that were met, of several rows; null = nothing was due. */
export function sumTargets(rows: readonly ReportRow[], target: "response" | "resolution"): number | null {
  const met = rows.reduce((sum, row) => sum + row[target].met, 0);
  const due = met + rows.reduce((sum, row) => sum + row[target].breached, 0);
  return due === 0 ? null : met / due;
}
