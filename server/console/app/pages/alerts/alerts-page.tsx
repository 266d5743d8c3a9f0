import { SegmentedControl } from "@mantine/core";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import listPage from "../../parts/list-page.module.css";
import { PageHead } from "../../parts/page-head.tsx";
import { AlertList } from "./alert-list.tsx";
import { views } from "./alerts-search.ts";
import { WindowList } from "./window-list.tsx";

const route = getRouteApi("/shell/alerts");

/** What monitoring tools report, what became of it, and when nothing shall become of it. */
export function AlertsPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { view = "firing" } = route.useSearch();
  const navigate = route.useNavigate();
  // Windows are the provider's own: who sees some clients only is not told of them.
  const seen = views.filter((one) => one !== "windows" || me.clients === null);
  const choose = (value: string) => {
    const next = (["waiting", "all", "windows"] as const).find((one) => one === value);
    void navigate({ search: (before) => ({ ...before, view: next }), replace: true });
  };
  return (
    <div className={view === "windows" ? "" : listPage.page}>
      <PageHead title={t("shell.pages.alerts")} about={t("alerts.about")}>
        <SegmentedControl
          aria-label={t("alerts.viewsLabel")}
          value={view}
          onChange={choose}
          data={seen.map((value) => ({ value, label: t(`alerts.views.${value}`) }))}
        />
      </PageHead>
      {view === "windows" ? <WindowList /> : <AlertList />}
    </div>
  );
}
