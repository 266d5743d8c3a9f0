import { Button } from "@mantine/core";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type AlertRow, readAlerts } from "../../data/lists.ts";
import { usePages } from "../../data/use-pages.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import { useShown } from "../../parts/use-shown.ts";
import { AlertCard, lineHref, useAlertColumns } from "./alert-cells.tsx";
import { AlertFilters } from "./alert-filters.tsx";
import { isNarrowed, toAlertQuery } from "./alerts-search.ts";
import { type AlertLine, groupAlerts } from "./group-alerts.ts";

const route = getRouteApi("/shell/alerts");
const alertKey = ({ id }: AlertRow) => id;
const lineKey = ({ key }: AlertLine) => key;

/** Alerts, those that began or ended last first; what shares a ticket stands together, with the reason. */
export function AlertList() {
  const { t } = useTranslation();
  const router = useRouter();
  const search = route.useSearch();
  const query = useMemo(() => toAlertQuery(search), [search]);
  const pages = usePages({
    key: ["alertPages", query],
    read: (cursor) => readAlerts(query, cursor),
    rowKey: alertKey,
    of: "alerts",
  });
  const lines = useMemo(() => groupAlerts(pages.rows), [pages.rows]);
  const columns = useAlertColumns();
  const shown = useShown(pages);
  return (
    <>
      <AlertFilters shown={shown} />
      {pages.error ? (
        <Failure error={pages.error} retry={pages.retry} />
      ) : (
        <Grid<AlertLine>
          label={t("shell.pages.alerts")}
          rows={lines}
          columns={columns}
          rowKey={lineKey}
          href={lineHref}
          onOpen={(line) => router.history.push(lineHref(line))}
          card={(line) => <AlertCard line={line} />}
          more={pages.more}
          loading={pages.loading}
          empty={<NoAlerts />}
        />
      )}
    </>
  );
}

function NoAlerts() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  if (isNarrowed(search))
    return (
      <Empty title={t("alerts.noMatch")}>
        <Button
          variant="default"
          size="xs"
          onClick={() => void navigate({ search: { view: search.view }, replace: true })}
        >
          {t("common.clearFilters")}
        </Button>
      </Empty>
    );
  const view = search.view === "waiting" ? "noneWaiting" : search.view === "all" ? "none" : "noneFiring";
  return (
    <Empty title={t(`alerts.${view}`)}>
      <p>{t(`alerts.${view}Help`)}</p>
    </Empty>
  );
}
