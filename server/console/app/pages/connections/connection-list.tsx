import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sayHubWords } from "../../hub-words/say.ts";
import { useNow } from "../../data/clock.ts";
import { DeskMark, PartBar } from "../../parts/marks.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import { type Connection, connectorsQuery, mostWaiting } from "./connections.ts";
import { HealthMark, useHealthText } from "./health-mark.tsx";
import css from "./connections.module.css";

/** Connections as a table; on a phone each is a card. @param connections undefined = they are still loading */
export function ConnectionList({ connections, empty }: { connections: Connection[] | undefined; empty: ReactNode }) {
  const { t } = useTranslation();
  if (connections?.length === 0) return <div className={css.frame}>{empty}</div>;
  return (
    <div className={css.frame}>
      <table className={`${rows.table} ${css.table}`} aria-busy={connections === undefined}>
        <thead>
          <tr>
            {(["name", "health", "last", "waiting", "budget"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`connections.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {connections
            ? connections.map((connection) => <Row key={connection.id} connection={connection} />)
            : Array.from({ length: 5 }, (_, index) => (
                <tr key={index}>
                  <td colSpan={5}>
                    <Skeleton height={20} />
                  </td>
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const now = useNow();
  const help = useHealthText();
  const connectors = useQuery(connectorsQuery);
  const { name, connector, kind, mode, health, lastSuccessAt, waiting } = connection;
  return (
    <tr>
      <td className={css.name}>
        <div className={css.named}>
          <DeskMark name={connector} title={name} />
          <span>
            <Link to="/connections/$name" params={{ name }} className={css.link}>
              {name}
            </Link>
            <span className={css.second}>
              {t(`connections.kinds.${kind}`)},{" "}
              {sayHubWords(connectors.data?.find((one) => one.name === connector)?.title ?? connector)}
              {mode === "shadow" && `, ${t("connections.mode.shadow")}`}
            </span>
          </span>
        </div>
      </td>
      <td>
        <HealthMark connection={connection} />
        {health !== "working" && <span className={css.second}>{help(connection)}</span>}
      </td>
      <td data-title={t("connections.columns.last")}>
        {lastSuccessAt ? when(lastSuccessAt, now) : t("connections.never")}
      </td>
      <td className={waiting > 0 ? "" : css.bare}>
        {waiting > 0 ? <Waiting waiting={waiting} /> : <span className={css.muted}>–</span>}
      </td>
      <td className={connection.budget ? "" : css.bare} data-title={t("connections.columns.budget")}>
        <Budget connection={connection} />
      </td>
    </tr>
  );
}

/** How many writes wait. */
export function Waiting({ waiting }: { waiting: number }) {
  const { t } = useTranslation();
  return <>{waiting >= mostWaiting ? t("connections.waitingMost") : t("connections.waiting", { count: waiting })}</>;
}

/** How much of its share of calls a connection uses now; most of it used is worth a look. */
export function Budget({ connection: { budget } }: { connection: Connection }) {
  const { t } = useTranslation();
  const { percent, number, duration } = useFormats();
  if (!budget) return <span className={css.muted}>–</span>;
  const text = t("connections.used", {
    part: percent(budget.used),
    calls: number(budget.calls),
    window: duration(budget.windowMs),
  });
  return (
    <span className={css.budget} title={text}>
      <PartBar part={budget.used} soon={budget.used > 0.8} />
      {percent(budget.used)}
    </span>
  );
}
