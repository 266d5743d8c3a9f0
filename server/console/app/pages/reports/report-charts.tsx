import "@mantine/charts/styles.layer.css";
import { BarChart, LineChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../text/formats.ts";
import { type ReportRow, sumTargets } from "./report-months.ts";
import css from "./reports.module.css";
import { useMonth } from "./use-month.ts";

interface ReportChartsProps {
  months: readonly string[];
  rows: readonly ReportRow[];
  /** The rows are of one client. */
  isOne: boolean;
}
const hourMs = 3_600_000;
const height = 200;
/** In the order of what is drawn, not of the alphabet. */
const legendProps = { itemSorter: null } as const;

/**
 * Month by month; medians only of one client, since those of several cannot be added up.
 * Lines differ by their dashes as well; what they say stands in the table below.
 */
export function ReportCharts({ months, rows, isOne }: ReportChartsProps) {
  const { t } = useTranslation();
  const { percent, formatOf } = useFormats();
  const monthOf = useMonth();
  // Short enough that each has its place on a phone as well.
  const short = formatOf({ month: months.length > 6 ? "narrow" : "short" });
  const data = months.map((month) =>
    toPoint(
      monthOf(month),
      rows.filter((row) => row.month === month),
    ),
  );
  const axis = {
    interval: 0,
    tickFormatter: (_: string, index: number) => {
      const month = months[index];
      return month === undefined ? "" : short.format(new Date(`${month}-01T00:00`));
    },
  } as const;
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
  const common = {
    h: height,
    data,
    dataKey: "month",
    withLegend: true,
    connectNulls: false,
    xAxisProps: axis,
    legendProps,
  } as const;
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
      {isOne && (
        <section className={css.chart}>
          <h2>{t("reports.times")}</h2>
          <LineChart {...common} series={[line("acknowledge"), line("resolve", true)]} />
        </section>
      )}
      <section className={css.chart}>
        <h2>{t("reports.noise")}</h2>
        <BarChart
          h={height}
          data={data}
          dataKey="month"
          withLegend
          xAxisProps={axis}
          legendProps={legendProps}
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
