import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import { downloadCsv } from "./download-csv.ts";
import { ReportCharts } from "./report-charts.tsx";
import { ReportTable } from "./report-table.tsx";
import { spanOf, spans, sumTargets } from "./report-months.ts";
import css from "./reports.module.css";

const route = getRouteApi("/shell/reports");

/** What was promised and done, by client and month: drawn, listed, and taken along as CSV. */
export function ReportsPage() {
  const { t } = useTranslation();
  const { percent } = useFormats();
  const { months = "6", client } = route.useSearch();
  const navigate = route.useNavigate();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const query = { ...spanOf(new Date(), Number(months)), timeZone };
  const report = useQuery({
    queryKey: ["reports", query],
    queryFn: () => ask(api.reports.service.$get({ query })),
    staleTime: 60_000,
  });
  const all = report.data?.rows ?? [];
  const clients = [...new Set(all.map((row) => row.client))];
  const rows = client === undefined ? all : all.filter((row) => row.client === client);
  const share = (value: number | null) => (value === null ? t("reports.nothingDue") : percent(value));
  const words = { response: share(sumTargets(rows, "response")), resolution: share(sumTargets(rows, "resolution")) };
  return (
    <>
      <PageHead title={t("shell.pages.reports")} about={t("reports.about")}>
        <Button variant="default" disabled={rows.length === 0} onClick={() => downloadCsv(rows)}>
          {t("reports.csv")}
        </Button>
      </PageHead>
      <div className={`${form.row} ${css.filters}`}>
        <NativeSelect
          label={t("reports.span")}
          value={months}
          onChange={({ currentTarget }) =>
            void navigate({ search: (was) => ({ ...was, months: currentTarget.value }) })
          }
          data={spans.map((value) => ({ value, label: t(`reports.spans.${value}`) }))}
        />
        <NativeSelect
          label={t("reports.client")}
          value={client ?? ""}
          onChange={({ currentTarget }) =>
            void navigate({ search: { months, ...(currentTarget.value ? { client: currentTarget.value } : {}) } })
          }
          data={[{ value: "", label: t("reports.allClients") }, ...clients]}
        />
      </div>
      {report.error && <Failure error={report.error} retry={() => void report.refetch()} />}
      {report.isPending && (
        <Panel>
          <Bones rows={6} />
        </Panel>
      )}
      {report.data && rows.length === 0 && (
        <Panel>
          <Empty title={t("reports.empty")}>
            <p>{t("reports.emptyHelp")}</p>
          </Empty>
        </Panel>
      )}
      {report.data && rows.length > 0 && (
        <>
          <p className={css.kept}>{t("reports.kept", words)}</p>
          <ReportCharts months={report.data.months} rows={rows} isOne={client !== undefined} />
          <ReportTable rows={rows} />
        </>
      )}
    </>
  );
}
