import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TabbedPage } from "../../parts/tabbed-page.tsx";
import { EditPart } from "./edit-part.tsx";
import { ExplainPart } from "./explain-part.tsx";
import { UnusedPart } from "./unused-part.tsx";

const route = getRouteApi("/shell/rules");
const parts = [
  { name: "edit", Part: EditPart },
  { name: "explain", Part: ExplainPart },
  { name: "unused", Part: UnusedPart },
] as const;

/** What becomes of alerts: built or written, tried over what was delivered, explained. */
export function RulesPage() {
  const { t } = useTranslation();
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabbedPage
      title={t("shell.pages.rules")}
      about={t("rules.about")}
      parts={parts.map((one) => ({ ...one, label: t(`rules.parts.${one.name}`) }))}
      part={part}
      onPart={(next) => void navigate({ search: { part: next } })}
    />
  );
}
