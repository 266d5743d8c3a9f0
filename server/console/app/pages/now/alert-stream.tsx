import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AlertRow, readAlerts } from "../../data/lists.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { SeverityMark } from "../../parts/marks.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./alert-stream.module.css";

const shownCount = 40;
/** What is new about an alert: it began, or ended. */
const nameOf = ({ id, episode, condition }: AlertRow) => `${id} ${episode} ${condition}`;

/** Alerts as they begin and end, the newest on top. Held, it stays as it is, and counts what comes. */
export function AlertStream() {
  const { t } = useTranslation();
  const [held, setHeld] = useState<readonly AlertRow[]>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["alerts", "stream"],
    queryFn: async () => (await readAlerts({ order: "changed", limit: String(shownCount) })).rows,
  });
  const shown = held ?? data ?? [];
  const known = new Set(held?.map(nameOf));
  const fresh = held ? (data ?? []).filter((alert) => !known.has(nameOf(alert))).length : 0;
  const freshWords =
    fresh >= shownCount ? t("now.stream.freshMany", { count: fresh }) : t("now.stream.fresh", { count: fresh });
  return (
    <section className={css.stream} aria-labelledby="stream-title">
      <div className={css.top}>
        <h2 id="stream-title">{t("now.stream.title")}</h2>
        {held && fresh > 0 && <span className={css.fresh}>{freshWords}</span>}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name={held ? "play" : "pause"} size={14} />}
          onClick={() => setHeld(held ? undefined : (data ?? []))}
        >
          {held ? t("now.stream.goOn") : t("now.stream.pause")}
        </Button>
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : null}
      {/* Not spoken: only a page's headline and whether it is current are. */}
      <div role="log" aria-live="off" aria-label={t("now.stream.title")} className={css.log} tabIndex={0}>
        {isPending && <Waiting />}
        {data && shown.length === 0 && (
          <Empty title={t("now.stream.none")}>
            <p>{t("now.stream.noneHelp")}</p>
          </Empty>
        )}
        <ol>
          {shown.map((alert) => (
            <StreamedAlert key={nameOf(alert)} alert={alert} />
          ))}
        </ol>
      </div>
      {shown.length > 0 && (
        <Link to="/alerts" className={css.all}>
          {t("now.stream.all")}
        </Link>
      )}
    </section>
  );
}

function StreamedAlert({ alert }: { alert: AlertRow }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const isOver = alert.condition === "clear";
  const parts = [
    isOver ? t("now.stream.resolved") : t(`common.severity.${alert.severity}`),
    alert.client,
    when(alert.clearedAt ?? alert.raisedAt),
    alert.ticket,
  ];
  return (
    <li className={isOver ? css.over : css.alert}>
      <SeverityMark severity={alert.severity} clear={isOver} />
      <span className={css.words}>
        <Link to="/alerts/$id" params={{ id: alert.id }} className={css.title}>
          {alert.title}
        </Link>
        <span className={css.more}>{parts.filter(Boolean).join(", ")}</span>
      </span>
    </li>
  );
}

/** Grey lines where alerts will be. */
function Waiting() {
  const { t } = useTranslation();
  return (
    <div role="img" aria-label={t("common.loading")}>
      {Array.from({ length: 6 }, (_, index) => (
        <span key={index} className={css.bone} />
      ))}
    </div>
  );
}
