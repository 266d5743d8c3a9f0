import { useTranslation } from "react-i18next";
import rows from "../../../parts/rows.module.css";
import { useFormats } from "../../../text/formats.ts";
import css from "../settings.module.css";
import { EventWords } from "./event-words.tsx";
import type { Webhook } from "./webhooks-part.tsx";

/** How a webhook does, in words. */
export function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { when, number } = useFormats();
  const { state, stateReason, types, clients, waiting, failed, failingSince, answeredAt } = webhook;
  const isFailing = state === "active" && failingSince !== null;
  const waits = waiting > 0 && t("settings.webhooks.waiting", { count: waiting, shown: number(waiting) });
  const facts = [
    !isFailing && waits,
    failed > 0 && t("settings.webhooks.failed", { count: failed, shown: number(failed) }),
    answeredAt && t("settings.webhooks.answered", { when: when(answeredAt) }),
  ].filter(Boolean);
  return (
    <>
      <p className={state === "disabled" || isFailing ? css.warn : undefined}>
        {isFailing
          ? t("settings.webhooks.state.failing", { when: when(failingSince) })
          : t(`settings.webhooks.state.${state}`)}
        {isFailing && waits && `, ${waits}`}
        {stateReason && `: ${stateReason}`}
      </p>
      <p>
        <EventWords types={types} />
        {clients && ` – ${clients.join(", ")}`}
      </p>
      {facts.length > 0 && <p className={rows.more}>{facts.join(", ")}</p>}
    </>
  );
}
