import { useTranslation } from "react-i18next";
import { oneOf } from "../../data/words.ts";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import type { TicketView } from "./ticket-queries.ts";
import css from "./ticket.module.css";

const states = ["done", "wanted", "sending", "failed", "tooLarge"] as const;

/** What hangs on the ticket, and which desks have it. */
export function AttachmentsPanel({ ticket: { attachments } }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { full, number } = useFormats();
  if (attachments.length === 0) return null;
  return (
    <Panel title={t("ticket.attachments.title")}>
      <ul className={css.alerts}>
        {attachments.map((one) => (
          <li key={`${one.at} ${one.fileName}`} className={css.alert}>
            <Icon name="file" />
            <div className={css.alertWords}>
              <p>{one.fileName}</p>
              <p className={css.because}>
                {`${number(Math.max(1, Math.round(one.sizeBytes / 1024)))} KiB, ${full(one.at)}, ${t(`ticket.timeline.${one.visibility}`)}`}
              </p>
              {one.copies.map(({ connection, state, detail }) => {
                const known = oneOf(states, state);
                return (
                  <p key={connection} className={state === "failed" || state === "tooLarge" ? css.off : css.because}>
                    {known ? t(`ticket.attachments.copies.${known}`, { name: connection }) : `${connection}: ${state}`}
                    {detail !== null && `: ${detail}`}
                  </p>
                );
              })}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
