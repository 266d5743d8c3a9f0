import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AlertRow } from "../../data/lists.ts";
import type { Column } from "../../parts/grid/grid-props.ts";
import { TwoLines } from "../../parts/grid/grid-row.tsx";
import { Icon } from "../../parts/icon.tsx";
import { SeverityMark } from "../../parts/marks.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./alerts.module.css";
import type { AlertLine } from "./group-alerts.ts";
import { useAlertWords } from "./use-alert-words.ts";

/** Where a line leads: an alert to its story, a group to its ticket. */
export function lineHref(line: AlertLine): string {
  return line.kind === "group" ? `/tickets/${line.first.ticketId}` : `/alerts/${line.alert.id}`;
}

/** What an alert is about and who tells of it. */
const aboutOf = ({ resource, connection }: AlertRow) => [resource, connection].filter(Boolean).join(", ");

/** Whether it fires, was dealt with, or waits and why; in a list a word or two. */
function AlertState({ alert }: { alert: AlertRow }) {
  const { t } = useTranslation();
  const waiting = useAlertWords().waiting(alert);
  if (waiting !== undefined)
    return (
      <span className={css.waiting} title={waiting}>
        <Icon name="pause" size={14} /> <span className={css.cut}>{waiting}</span>
      </span>
    );
  const condition = t(`alerts.conditions.${alert.condition}`);
  const handling = alert.handling === "open" ? "" : `, ${t(`alerts.handlings.${alert.handling}`)}`;
  return (
    <span className={alert.condition === "firing" ? "" : css.muted}>
      {condition}
      {handling}
    </span>
  );
}

function GroupWords({ line }: { line: Extract<AlertLine, { kind: "group" }> }) {
  const { t } = useTranslation();
  const why = useAlertWords().group(line.first);
  return (
    <TwoLines
      first={<strong className={css.strong}>{line.first.ticketTitle ?? line.first.title}</strong>}
      second={`${t("alerts.group", { count: line.count })}${why === undefined ? "" : `: ${why}`}`}
      href={lineHref(line)}
    />
  );
}

/** The columns of the list of alerts. */
export function useAlertColumns(): readonly Column<AlertLine>[] {
  const { t } = useTranslation();
  const { when } = useFormats();
  return useMemo(() => {
    const ofAlert = (draw: (alert: AlertRow) => ReactNode) => (line: AlertLine) =>
      line.kind === "alert" ? draw(line.alert) : null;
    return [
      {
        key: "severity",
        title: "",
        width: "20px",
        cell: (line) =>
          line.kind === "group" ? (
            <Icon name="ticket" />
          ) : (
            <SeverityMark severity={line.alert.severity} clear={line.alert.condition === "clear"} />
          ),
      },
      {
        key: "alert",
        title: t("alerts.alert"),
        width: "minmax(0, 2.2fr)",
        cell: (line) =>
          line.kind === "group" ? (
            <GroupWords line={line} />
          ) : (
            <span className={line.isMember ? css.member : ""}>
              <TwoLines first={line.alert.title} second={aboutOf(line.alert)} href={lineHref(line)} />
            </span>
          ),
      },
      {
        key: "client",
        title: t("ticketList.client"),
        width: "minmax(0, 1fr)",
        cell: (line) => (line.kind === "group" ? line.first.client : line.alert.client),
      },
      {
        key: "state",
        title: t("alerts.state"),
        width: "minmax(0, 1.4fr)",
        cell: ofAlert((alert) => <AlertState alert={alert} />),
      },
      {
        key: "ticket",
        title: t("alerts.ticket"),
        width: "104px",
        cell: (line) => {
          const { ticket } = line.kind === "group" ? line.first : line.alert;
          if (line.kind === "alert" && line.isMember) return null;
          return ticket ?? <span className={css.muted}>{t("alerts.noTicket")}</span>;
        },
      },
      {
        key: "changed",
        title: t("alerts.changed"),
        width: "152px",
        cell: ofAlert(({ clearedAt, raisedAt }) => <span className={css.muted}>{when(clearedAt ?? raisedAt)}</span>),
      },
    ];
  }, [t, when]);
}

/** A line where the page is as narrow as a phone. */
export function AlertCard({ line }: { line: AlertLine }) {
  const { when } = useFormats();
  if (line.kind === "group")
    return (
      <span className={css.card}>
        <GroupWords line={line} />
        <span className={css.muted}>{line.first.client}</span>
      </span>
    );
  const { alert, isMember } = line;
  return (
    <span className={isMember ? css.memberCard : css.card}>
      <span className={css.line}>
        <SeverityMark severity={alert.severity} clear={alert.condition === "clear"} />
        <span className={css.cut}>{alert.title}</span>
      </span>
      {/* Why it waits, and whose it is, stands above its group. */}
      {!(isMember && alert.waiting) && <AlertState alert={alert} />}
      <span className={`${css.muted} ${css.cut}`}>
        {[alert.resource, isMember ? null : alert.client, when(alert.clearedAt ?? alert.raisedAt)]
          .filter(Boolean)
          .join(", ")}
      </span>
    </span>
  );
}
