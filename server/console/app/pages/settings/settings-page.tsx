import { Tabs } from "@mantine/core";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/page-head.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { ApiPart } from "./api/api-part.tsx";
import { ConfigurationPart } from "./configuration/configuration-part.tsx";
import { ErasurePart } from "./erasure/erasure-part.tsx";
import { KeysPart } from "./keys/keys-part.tsx";
import css from "./settings.module.css";
import { WebhooksPart } from "./webhooks/webhooks-part.tsx";

const route = getRouteApi("/shell/settings");
const parts = {
  keys: KeysPart,
  webhooks: WebhooksPart,
  configuration: ConfigurationPart,
  api: ApiPart,
  erasure: ErasurePart,
};
type PartName = keyof typeof parts;
const names = Object.keys(parts) as PartName[];

/** What concerns the whole tenant. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const offered = names.filter((name) => name !== "erasure" || isAtLeast(me.role, "owner"));
  const shown = offered.find((name) => name === part) ?? "keys";
  return (
    <>
      <PageHead title={t("shell.pages.settings")} about={t("settings.about")} />
      <Tabs value={shown} onChange={(next) => void navigate({ search: { part: next ?? "keys" } })} keepMounted={false}>
        <Tabs.List className={css.tabs} data-scrolls>
          {offered.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`settings.parts.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {offered.map((name) => {
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
