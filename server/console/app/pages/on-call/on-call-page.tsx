import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TabbedPage } from "../../parts/tabbed-page.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { DutyNow } from "./duty-now.tsx";
import { FeedsPart } from "./feeds-part.tsx";
import { LoadPart } from "./load-part.tsx";
import { PagesPart } from "./pages-part.tsx";
import { PlanPart } from "./plan-part.tsx";
import { SchedulePart } from "./schedule-part.tsx";

const route = getRouteApi("/shell/on-call");
const parts = [
  { name: "schedule", least: "viewer", Part: SchedulePart },
  { name: "load", least: "technician", Part: LoadPart },
  { name: "pages", least: "technician", Part: PagesPart },
  { name: "feeds", least: "admin", Part: FeedsPart },
  { name: "plan", least: "technician", Part: PlanPart },
] as const;

/** Who is on duty: seen, changed for once, planned, and what it asks of people. */
export function OnCallPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const offered = parts.filter(({ least }) => isAtLeast(me.role, least));
  return (
    <TabbedPage
      title={t("shell.pages.onCall")}
      about={t("onCall.about")}
      parts={offered.map((one) => ({ ...one, label: t(`onCall.parts.${one.name}`) }))}
      part={part}
      onPart={(next) => void navigate({ search: { part: next } })}
    >
      <DutyNow />
    </TabbedPage>
  );
}
