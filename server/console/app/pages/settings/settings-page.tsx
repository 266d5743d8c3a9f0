import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TabbedPage } from "../../parts/tabbed-page.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { ApiPart } from "./api/api-part.tsx";
import { ConfigurationPart } from "./configuration/configuration-part.tsx";
import { ErasurePart } from "./erasure/erasure-part.tsx";
import { KeysPart } from "./keys/keys-part.tsx";
import { WebhooksPart } from "./webhooks/webhooks-part.tsx";

const route = getRouteApi("/shell/settings");
const parts = [
  { name: "keys", Part: KeysPart },
  { name: "webhooks", Part: WebhooksPart },
  { name: "configuration", Part: ConfigurationPart },
  { name: "api", Part: ApiPart },
  { name: "erasure", Part: ErasurePart },
] as const;

/** What concerns the whole tenant. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const offered = parts.filter(({ name }) => name !== "erasure" || isAtLeast(me.role, "owner"));
  return (
    <TabbedPage
      title={t("shell.pages.settings")}
      about={t("settings.about")}
      parts={offered.map((one) => ({ ...one, label: t(`settings.parts.${one.name}`) }))}
      part={part}
      onPart={(next) => void navigate({ search: { part: next } })}
    />
  );
}
