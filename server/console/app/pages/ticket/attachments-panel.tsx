import { useMutation } from "@tanstack/react-query";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { oneOf } from "../../data/words.ts";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tellFailure } from "../../parts/tell.tsx";
import { useFormats } from "../../text/formats.ts";
import { addressOf, downloadFile } from "./download-file.ts";
import type { TicketView } from "./ticket-queries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./ticket.module.css";

const states = ["done", "wanted", "sending", "failed", "tooLarge"] as const;
type File = TicketView["attachments"][number];

/** What hangs on the ticket, to be downloaded, and which desks have it. */
export function AttachmentsPanel({ ticket: { id, attachments } }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { full, size } = useFormats();
  if (attachments.length === 0) return null;
  return (
    <Panel title={t("ticket.attachments.title")}>
      <ul className={css.alerts}>
        {attachments.map((one) => (
          <li key={one.id} className={css.alert}>
            <Icon name="file" />
            <div className={css.alertWords}>
              <p>{one.kept ? <FileLink ticketId={id} file={one} /> : one.fileName}</p>
              <p className={css.because}>
                {`${size(one.sizeBytes)}, ${full(one.at)}, ${t(`ticket.timeline.${one.visibility}`)}`}
              </p>
              {!one.kept && <p className={css.because}>{t("ticket.attachments.notKept")}</p>}
              {one.copies.map(({ connection, state, detail }) => {
                const known = oneOf(states, state);
                return (
                  <p key={connection} className={state === "failed" || state === "tooLarge" ? css.off : css.because}>
                    {known ? t(`ticket.attachments.copies.${known}`, { name: connection }) : `${connection}: ${state}`}
                    {detail !== null && `: ${sayHubWords(detail)}`}
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

function FileLink({ ticketId, file: { id, fileName } }: { ticketId: string; file: File }) {
  const { t } = useTranslation();
  const download = useMutation({
    mutationFn: () => downloadFile(ticketId, id, fileName),
    onError: ({ message: detail }) => tellFailure(t("ticket.attachments.failed", { name: fileName, detail })),
  });
  const click = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!download.isPending) download.mutate();
  };
  return (
    <a
      href={addressOf(ticketId, id)}
      download={fileName}
      aria-label={t("ticket.attachments.download", { name: fileName })}
      aria-busy={download.isPending}
      onClick={click}
    >
      {fileName}
    </a>
  );
}
