import { Link } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import type { api } from "../../data/api.ts";
import { SeverityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./alert-page.module.css";
import { useAlertWords } from "./use-alert-words.ts";

export type StoryOf = InferResponseType<(typeof api.alerts)[":id"]["$get"], 200>;

/** What was decided about an alert and why, the newest first. @param mayOpen whether deliveries may be looked at */
export function AlertStory({ events, mayOpen }: Pick<StoryOf, "events"> & { mayOpen: boolean }) {
  const { t } = useTranslation();
  const { when, full } = useFormats();
  const words = useAlertWords();
  return (
    <Panel title={t("alertStory.story")}>
      {events.length === 0 && <p className={css.muted}>{t("alertStory.storyNone")}</p>}
      <ol className={css.story}>
        {events.map((event, index) => (
          <li key={`${event.at} ${index}`}>
            <time dateTime={event.at} title={full(event.at)} className={css.time}>
              {when(event.at)}
            </time>
            <SeverityMark severity={event.severity} clear={event.condition === "clear"} />
            <span className={css.words}>
              <strong>{words.decision(event.decision)}</strong>
              <span>{words.reason(event.reason)}</span>
              {event.detail && isForPeople(event.detail) && (
                <span className={css.muted}>{sayHubWords(event.detail)}</span>
              )}
            </span>
            {mayOpen && event.deliveryId !== null && (
              <Link to="/deliveries/$id" params={{ id: event.deliveryId }} className={css.delivery}>
                {t("alertStory.delivery")}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Keys of groups are told beside the ticket, in words. */
const isForPeople = (detail: string) => !/^(\[|storm:|alert:|alone$|firstOf)/.test(detail);
