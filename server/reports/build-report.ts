import { Temporal } from "temporal-polyfill";
import type { ReportCounts } from "../db/report.ts";

/** A month's first day, such as 2026-03. */
export type Month = string;

export interface TargetFigures {
  met: number;
  breached: number;
  /** met / (met + breached); null = nothing was due. */
  attainment: number | null;
}
export interface ReportRow {
  client: string;
  month: Month;
  /** Tickets that were opened. */
  opened: number;
  response: TargetFigures;
  update: TargetFigures;
  resolution: TargetFigures;
  /** Wall time from a clock's start to its end, of what has ended; ms. */
  acknowledge: { medianMs: number | null; p90Ms: number | null };
  resolve: { medianMs: number | null; p90Ms: number | null };
  /** Times that alerts fired, repeats left out, and how many of these opened a ticket. */
  firings: number;
  alertTickets: number;
  /** The share of firings that opened no ticket; null = nothing fired. */
  folded: number | null;
}

/** @returns the months from one to the other, both included, oldest first */
export function listMonths(from: Month, to: Month): readonly Month[] {
  const last = Temporal.PlainYearMonth.from(to);
  const months: Month[] = [];
  for (
    let month = Temporal.PlainYearMonth.from(from);
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  )
    months.push(month.toString());
  return months;
}

/** @returns where each month begins in that zone, and where the last one ends */
export function listBounds(months: readonly Month[], timeZone: string): readonly Date[] {
  const begin = (month: Temporal.PlainYearMonth) =>
    new Date(month.toPlainDate({ day: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds);
  const parsed = months.map((month) => Temporal.PlainYearMonth.from(month));
  const last = parsed.at(-1);
  return [...parsed.map(begin), ...(last ? [begin(last.add({ months: 1 }))] : [])];
}

/** Puts the counts together, one row a client and month in which anything happened; by client, then month. */
export function buildReport(months: readonly Month[], counts: ReportCounts): readonly ReportRow[] {
  const rows = new Map<string, ReportRow>();
  const rowOf = ({ client, month }: { client: string; month: number }): ReportRow => {
    const name = months[month - 1] ?? "";
    const key = JSON.stringify([client, name]);
    const row = rows.get(key) ?? emptyRow(client, name);
    rows.set(key, row);
    return row;
  };
  for (const one of counts.tickets) rowOf(one).opened = one.opened;
  for (const one of counts.alerts) {
    const { firings, opened } = one;
    Object.assign(rowOf(one), { firings, alertTickets: opened, folded: firings === 0 ? null : 1 - opened / firings });
  }
  for (const { target, met, breached, medianMs, p90Ms, ...place } of counts.clocks) {
    const row = rowOf(place);
    const figures = { met, breached, attainment: met + breached === 0 ? null : met / (met + breached) };
    if (target === "response") Object.assign(row, { response: figures, acknowledge: { medianMs, p90Ms } });
    if (target === "update") row.update = figures;
    if (target === "resolution") Object.assign(row, { resolution: figures, resolve: { medianMs, p90Ms } });
  }
  return [...rows.values()].toSorted(
    (one, other) => one.client.localeCompare(other.client) || one.month.localeCompare(other.month),
  );
}

function emptyRow(client: string, month: Month): ReportRow {
  const nothing = { met: 0, breached: 0, attainment: null };
  const never = { medianMs: null, p90Ms: null };
  const clocks = { response: nothing, update: nothing, resolution: nothing, acknowledge: never, resolve: never };
  return { client, month, opened: 0, ...clocks, firings: 0, alertTickets: 0, folded: null };
}
