import "@mantine/charts/styles.layer.css";
import { BarChart, LineChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../text/formats.ts";
import { type ReportRow, sumTargets } from "./report-months.ts";
import css from "./reports.module.css";

interface ReportChartsProps {
  months: readonly string[];
  rows: readonly ReportRow[];
  /** The rows are of one client. */
  isOne: boolean;
}
const hourMs = 3_600_000;
const height = 200;

/** Month by month. Lines differ by their dashes as well; what they say stands in the table below. */
export function ReportCharts({ months, rows, isOne }: ReportChartsProps) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  const data = months.map((month) =>
    toPoint(
      month,
      rows.filter((row) => row.month === month),
    ),
  );
  const names = {
    response: t("reports.response"),
    resolution: t("reports.resolution"),
    acknowledge: t("reports.acknowledge"),
    resolve: t("reports.resolve"),
    firings: t("reports.firings"),
    alertTickets: t("reports.alertTickets"),
  };
  const line = (name: keyof typeof names, dashed = false) => ({
    name,
    label: names[name],
    color: dashed ? "var(--muted)" : "var(--accent)",
    ...(dashed ? { strokeDasharray: "5 4" } : {}),
  });
  const common = { h: height, data, dataKey: "month", withLegend: true, connectNulls: false } as const;
  return (
    <div className={css.charts}>
      <section className={css.chart}>
        <h2>{t("reports.targets")}</h2>
        <LineChart
          {...common}
          yAxisProps={{ domain: [0, 1] }}
          valueFormatter={(value) => percent(value)}
          series={[line("response"), line("resolution", true)]}
        />
      </section>
      <section className={css.chart}>
        <h2>{t("reports.times")}</h2>
        {isOne ? (
          <LineChart {...common} series={[line("acknowledge"), line("resolve", true)]} />
        ) : (
          <p className={css.help}>{t("reports.timesOfOne")}</p>
        )}
      </section>
      <section className={css.chart}>
        <h2>{t("reports.noise")}</h2>
        <BarChart
          h={height}
          data={data}
          dataKey="month"
          withLegend
          series={[
            { name: "firings", label: names.firings, color: "var(--line-strong)" },
            { name: "alertTickets", label: names.alertTickets, color: "var(--accent)" },
          ]}
        />
      </section>
    </div>
  );
}

function toPoint(month: string, rows: readonly ReportRow[]) {
  const hours = (ms: number | null | undefined) =>
    ms === null || ms === undefined ? null : Math.round((ms / hourMs) * 10) / 10;
  return {
    month,
    response: sumTargets(rows, "response"),
    resolution: sumTargets(rows, "resolution"),
    acknowledge: hours(rows[0]?.acknowledge.medianMs),
    resolve: hours(rows[0]?.resolve.medianMs),
    firings: rows.reduce((sum, row) => sum + row.firings, 0),
    alertTickets: rows.reduce((sum, row) => sum + row.alertTickets, 0),
  };
}
