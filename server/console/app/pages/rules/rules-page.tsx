import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/page-head.tsx";
import rows from "../../parts/rows.module.css";
import { EditPart } from "./edit-part.tsx";
import { ExplainPart } from "./explain-part.tsx";
import css from "./rules.module.css";
import { UnusedPart } from "./unused-part.tsx";

const route = getRouteApi("/shell/rules");
const parts = { edit: EditPart, explain: ExplainPart, unused: UnusedPart } as const;
const names = Object.keys(parts) as (keyof typeof parts)[];

/** What becomes of alerts: built or written, tried over what was delivered, explained. */
export function RulesPage() {
  const { t } = useTranslation();
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = names.find((name) => name === part) ?? "edit";
  return (
    <>
      <PageHead title={t("shell.pages.rules")} about={t("rules.about")} />
      <Tabs value={shown} onChange={(next) => void navigate({ search: { part: next ?? "edit" } })} keepMounted={false}>
        <Tabs.List className={rows.tabs} data-scrolls>
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`rules.parts.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {names.map((name) => {
          const Part = parts[name];
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
