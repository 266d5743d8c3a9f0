import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import { BacktestPanel } from "./backtest-panel.tsx";
import { CalculatorPanel } from "./calculator-panel.tsx";
import { HolidaysPanel } from "./holidays-panel.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import { PlanTables } from "./plan-tables.tsx";
import { planQuery } from "./sla-queries.ts";
import { VersionsPanel } from "./versions-panel.tsx";

/** What clients are promised: shown, tried out, and changed by versions. */
export function SlaPage() {
  const { t } = useTranslation();
  const { full } = useFormats();
  const { me } = useRouteContext({ from: "/shell" });
  const { data: saved, error, refetch } = useQuery(planQuery);
  const [draft, setDraft] = useState<string>();
  const about = !saved
    ? t("sla.about")
    : saved.version === 0
      ? t("sla.unsaved")
      : t("sla.version", { version: saved.version, by: saved.by, time: saved.createdAt ? full(saved.createdAt) : "" });
  if (error && !saved)
    return (
      <>
        <PageHead title={t("sla.title")} about={t("sla.about")} />
        <Failure error={error} retry={() => void refetch()} />
      </>
    );
  const text = draft ?? saved?.text ?? "";
  const mayEdit = isAtLeast(me.role, "admin");
  return (
    <>
      <PageHead title={t("sla.title")} about={about} />
      {!saved && (
        <Panel>
          <Skeleton height={240} />
        </Panel>
      )}
      {saved && (
        <>
          <PlanTables text={text} />
          <PlanPanel
            saved={saved}
            text={text}
            onChange={setDraft}
            mayEdit={mayEdit}
            onSaved={() => setDraft(undefined)}
          />
          <HolidaysPanel />
          <CalculatorPanel text={draft} />
          <BacktestPanel text={text} />
          <VersionsPanel current={saved.version} mayEdit={mayEdit} onRestored={() => setDraft(undefined)} />
        </>
      )}
    </>
  );
}
