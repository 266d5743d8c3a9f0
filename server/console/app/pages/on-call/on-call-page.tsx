import { Tabs } from "@mantine/core";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/page-head.tsx";
import rows from "../../parts/rows.module.css";
import { isAtLeast, type Role } from "../../shell/pages.ts";
import { DutyNow } from "./duty-now.tsx";
import { FeedsPart } from "./feeds-part.tsx";
import { LoadPart } from "./load-part.tsx";
import css from "./on-call.module.css";
import { PagesPart } from "./pages-part.tsx";
import { PlanPart } from "./plan-part.tsx";
import { SchedulePart } from "./schedule-part.tsx";

const route = getRouteApi("/shell/on-call");
const parts = {
  schedule: { least: "viewer", Part: SchedulePart },
  load: { least: "technician", Part: LoadPart },
  pages: { least: "technician", Part: PagesPart },
  feeds: { least: "admin", Part: FeedsPart },
  plan: { least: "technician", Part: PlanPart },
} as const satisfies Record<string, { least: Role; Part: () => React.ReactNode }>;
export type OnCallPart = keyof typeof parts;
const names = Object.keys(parts) as OnCallPart[];

/** Who is on duty: seen, changed for once, planned, and what it asks of people. */
export function OnCallPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const offered = names.filter((name) => isAtLeast(me.role, parts[name].least));
  const shown = offered.find((name) => name === part) ?? "schedule";
  return (
    <>
      <PageHead title={t("shell.pages.onCall")} about={t("onCall.about")} />
      <DutyNow />
      <Tabs
        value={shown}
        onChange={(next) => void navigate({ search: { part: next ?? "schedule" } })}
        keepMounted={false}
      >
        <Tabs.List className={rows.tabs} data-scrolls>
          {offered.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`onCall.parts.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {offered.map((name) => {
          const { Part } = parts[name];
          return (
            <Tabs.Panel key={name} value={name} className={css.part}>
              <Part />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
