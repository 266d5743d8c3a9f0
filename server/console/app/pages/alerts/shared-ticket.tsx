import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readAlerts } from "../../data/lists.ts";
import { SeverityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import css from "./alert-page.module.css";
import type { StoryOf } from "./alert-story.tsx";
import { useAlertWords } from "./use-alert-words.ts";

/** As many are named as one reads. */
const mostNamed = 20;

/** The ticket of an alert, and with which others it shares it, and why. */
export function SharedTicket({ alert, ticketId }: { alert: StoryOf; ticketId: string }) {
  const { t } = useTranslation();
  const words = useAlertWords();
  const { group } = alert;
  const { data } = useQuery({
    queryKey: ["alerts", "ticket", ticketId],
    queryFn: async () => (await readAlerts({ ticket: ticketId, order: "changed", limit: String(mostNamed) })).rows,
    enabled: group !== null,
  });
  const isFirst = group?.reason === "firstFire" || group?.reason === "firesAgain";
  const more = isFirst ? t("alertWords.why.first") : group?.reason === "similar" ? group.detail : undefined;
  const others = data?.filter(({ id }) => id !== alert.id) ?? [];
  return (
    <Panel title={t("alertStory.ticket")}>
      <Link to="/tickets/$id" params={{ id: ticketId }} className={css.ticket}>
        {alert.ticket ? `${alert.ticket}: ` : ""}
        {alert.ticketTitle}
      </Link>
      {group && others.length > 0 && (
        <>
          <p className={css.note}>
            {t("alertStory.sharedWith", { count: Math.max(others.length, group.alerts - 1) })} {words.group(alert)}.
          </p>
          {more && <p className={css.muted}>{more}</p>}
          <ul className={css.others}>
            {others.map(({ id, title, severity, condition }) => (
              <li key={id}>
                <SeverityMark severity={severity} clear={condition === "clear"} />
                <Link to="/alerts/$id" params={{ id }}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
