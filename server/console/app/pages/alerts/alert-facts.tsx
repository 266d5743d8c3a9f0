import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "../../parts/facts.tsx";
import { Icon } from "../../parts/icon.tsx";
import { SeverityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./alert-page.module.css";
import type { StoryOf } from "./alert-story.tsx";
import { useAlertWords } from "./use-alert-words.ts";

/** What is known of an alert, and in words why it waits. */
export function AlertFacts({ alert }: { alert: StoryOf }) {
  const { t } = useTranslation();
  const { full, when } = useFormats();
  const waiting = useAlertWords().waiting(alert);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t("alerts.severity"),
      <span key="severity" className={css.mark}>
        <SeverityMark severity={alert.severity} clear={alert.condition === "clear"} />
        <span aria-hidden="true">{t(`common.severity.${alert.severity}`)}</span>
      </span>,
    ],
    [t("alerts.condition"), t(`alerts.conditions.${alert.condition}`)],
    [t("alerts.handling"), t(`alerts.handlings.${alert.handling}`)],
    [t("alertStory.client"), alert.client],
    [t("alertStory.resource"), alert.resource ?? t("common.none")],
    [t("alertStory.connection"), alert.connection],
    [t("alertStory.began"), full(alert.raisedAt)],
    ...(alert.clearedAt ? [[t("alertStory.ended"), full(alert.clearedAt)] as const] : []),
    [t("alertStory.lastSeen"), `${when(alert.lastSeenAt)}, ${t("alertStory.seen", { count: alert.eventCount })}`],
  ];
  return (
    <Panel title={t("alertStory.facts")}>
      {waiting !== undefined && (
        <p className={css.waiting}>
          <Icon name="pause" />
          {waiting}
        </p>
      )}
      {alert.flapping && <p className={css.note}>{t("alertStory.flapping")}</p>}
      {alert.remindAt && <p className={css.note}>{t("alertStory.reminder", { time: when(alert.remindAt) })}</p>}
      <Facts facts={facts} className={css.facts} />
    </Panel>
  );
}
