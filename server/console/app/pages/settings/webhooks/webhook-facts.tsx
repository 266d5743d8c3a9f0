import { useTranslation } from "react-i18next";
import rows from "../../../parts/rows.module.css";
import { useFormats } from "../../../text/formats.ts";
import css from "../settings.module.css";
import type { Webhook } from "./webhooks-part.tsx";

/** How a webhook does, in words. */
export function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const { state, stateReason, types, clients, waiting, failed, failingSince, answeredAt } = webhook;
  const facts = [
    waiting > 0 && t("settings.webhooks.waiting", { count: waiting }),
    failed > 0 && t("settings.webhooks.failed", { count: failed }),
    failingSince && t("settings.webhooks.failingSince", { when: when(failingSince) }),
    answeredAt && t("settings.webhooks.answered", { when: when(answeredAt) }),
  ].filter(Boolean);
  return (
    <>
      <p className={state === "disabled" ? css.warn : undefined}>
        {t(`settings.webhooks.state.${state}`)}
        {stateReason && `: ${stateReason}`}
      </p>
      <p>
        {types.join(", ")}
        {clients && ` – ${clients.join(", ")}`}
      </p>
      {facts.length > 0 && <p className={failingSince ? css.warn : rows.more}>{facts.join(", ")}</p>}
    </>
  );
}
