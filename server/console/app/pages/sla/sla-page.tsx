import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { KeptText } from "../../parts/kept-text/kept-text.tsx";
import type { TextApi } from "../../parts/kept-text/version-list.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { BacktestPanel } from "./backtest-panel.tsx";
import { CalculatorPanel } from "./calculator-panel.tsx";
import { PlanTables } from "./plan-tables.tsx";

const plan: TextApi = {
  show: () => ask(api.sla.$get()),
  save: (text, seen) => ask(api.sla.$post({ json: { text } }, { headers: { "if-match": `"${seen}"` } })),
  versions: () => ask(api.sla.versions.$get({ query: { limit: "50" } })),
  undo: (to, seen) => ask(api.sla.undo.$post({ json: { to } }, { headers: { "if-match": `"${seen}"` } })),
};

/** What clients are promised: shown, tried out, and changed by versions. */
export function SlaPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const mayEdit = isAtLeast(me.role, "admin");
  return (
    <>
      <PageHead title={t("sla.title")} about={t("sla.about")} />
      <KeptText
        name="sla"
        api={plan}
        mayEdit={mayEdit}
        about={t("sla.planHelp")}
        builder={(text, edit) => <PlanTables text={text} onEdit={mayEdit ? edit : undefined} />}
        trials={(text, draft) => (
          <>
            <CalculatorPanel text={draft} />
            <BacktestPanel text={text} />
          </>
        )}
      />
    </>
  );
}
