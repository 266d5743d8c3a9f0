import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { KeptText } from "../../parts/kept-text/kept-text.tsx";
import type { TextApi } from "../../parts/kept-text/version-list.tsx";
import { isAtLeast } from "../../shell/pages.ts";

const plan: TextApi = {
  show: () => ask(api["on-call"].$get()),
  save: (text, seen) => ask(api["on-call"].$post({ json: { text } }, { headers: { "if-match": `"${seen}"` } })),
  versions: () => ask(api["on-call"].versions.$get({ query: { limit: "50" } })),
  undo: (to, seen) => ask(api["on-call"].undo.$post({ json: { to } }, { headers: { "if-match": `"${seen}"` } })),
};

/** The duty plan as one text. */
export function PlanPart() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  return <KeptText name="on-call" api={plan} mayEdit={isAtLeast(me.role, "admin")} about={t("onCall.planAbout")} />;
}
