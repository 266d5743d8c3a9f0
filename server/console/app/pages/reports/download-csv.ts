import { saveFile } from "../../parts/save-file.ts";
import type { ReportRow } from "./report-months.ts";

const columns = [
  "client",
  "month",
  "tickets_opened",
  "response_met",
  "response_breached",
  "update_met",
  "update_breached",
  "resolution_met",
  "resolution_breached",
  "acknowledge_median_minutes",
  "acknowledge_p90_minutes",
  "resolve_median_minutes",
  "resolve_p90_minutes",
  "alerts_fired",
  "alert_tickets",
] as const;

/** Writes rows as CSV (RFC 4180) with a byte order mark, by which Excel knows that it is UTF-8. */
export function writeCsv(rows: readonly ReportRow[]): string {
  const minutes = (ms: number | null) => (ms === null ? "" : (ms / 60_000).toFixed(1));
  const lines = rows.map((row) => [
    row.client,
    row.month,
    row.opened,
    row.response.met,
    row.response.breached,
    row.update.met,
    row.update.breached,
    row.resolution.met,
    row.resolution.breached,
    minutes(row.acknowledge.medianMs),
    minutes(row.acknowledge.p90Ms),
    minutes(row.resolve.medianMs),
    minutes(row.resolve.p90Ms),
    row.firings,
    row.alertTickets,
  ]);
  return `\uFEFF${[columns, ...lines].map((line) => line.map(writeCell).join(",")).join("\r\n")}\r\n`;
}

/** A client's name that begins like a formula is none: spreadsheets would run it. */
function writeCell(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function downloadCsv(rows: readonly ReportRow[]): void {
  saveFile(new Blob([writeCsv(rows)], { type: "text/csv" }), "interdesk-report.csv");
}
