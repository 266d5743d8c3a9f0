import { useTranslation } from "react-i18next";
import { Panel } from "../../parts/panel.tsx";
import table from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import type { ReportRow } from "./report-months.ts";
import { useMonth } from "./use-month.ts";

/** The same in figures, newest month first. */
export function ReportTable({ rows }: { rows: readonly ReportRow[] }) {
  const { t } = useTranslation();
  const { number, percent, duration } = useFormats();
  const monthOf = useMonth();
  const target = ({ met, breached, attainment }: ReportRow["response"]) =>
    attainment === null
      ? "–"
      : `${percent(attainment)} (${t("reports.of", { part: number(met), all: number(met + breached) })})`;
  const time = ({ medianMs }: ReportRow["resolve"]) => (medianMs === null ? "–" : duration(medianMs));
  const titles = ["client", "month", "opened", "response", "resolution", "acknowledge", "resolve", "folded"] as const;
  const titleOf = (title: (typeof titles)[number]) =>
    title === "acknowledge" || title === "resolve"
      ? `${t(`reports.${title}`)} (${t("reports.median")})`
      : t(`reports.${title}`);
  const sorted = rows.toSorted((one, other) => other.month.localeCompare(one.month));
  return (
    <Panel flush>
      <table className={table.table}>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {titleOf(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={`${row.client}-${row.month}`}>
              <td>{row.client}</td>
              <td>{monthOf(row.month)}</td>
              <td data-title={t("reports.opened")}>{number(row.opened)}</td>
              <td data-title={t("reports.response")}>{target(row.response)}</td>
              <td data-title={t("reports.resolution")}>{target(row.resolution)}</td>
              <td data-title={titleOf("acknowledge")}>{time(row.acknowledge)}</td>
              <td data-title={titleOf("resolve")}>{time(row.resolve)}</td>
              <td data-title={t("reports.folded")}>{row.folded === null ? "–" : percent(row.folded)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
