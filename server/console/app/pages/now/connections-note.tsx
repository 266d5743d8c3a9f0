import { Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNow } from "../../data/clock.ts";
import type { Overview } from "../../data/lists.ts";
import { Icon } from "../../parts/icon.tsx";
import { bySickness, markOf } from "../../shell/connection-state.ts";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./now.module.css";

type State = NonNullable<Overview["connections"]>[number];

/** How current every connection is, the sick first; closed until somebody wants to know, since nothing needs them here. */
export function ConnectionsNote({ connections }: { connections: readonly State[] }) {
  const { t } = useTranslation();
  if (connections.length === 0) return null;
  return (
    <details className={css.note}>
      <summary>{t("now.connections.title", { count: connections.length })}</summary>
      <ul className={css.connections}>
        {connections.toSorted(bySickness).map((connection) => (
          <ConnectionLine key={connection.id} connection={connection} />
        ))}
      </ul>
    </details>
  );
}

function ConnectionLine({ connection }: { connection: State }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { duration, percent, when } = useFormats();
  const now = useNow();
  const { state, icon } = markOf(connection);
  const { name, lastSuccessAt, waitingWrites, waitingSince, callsUsed, restsUntil } = connection;
  const lagMs = waitingSince === null ? 0 : Math.max(0, now - new Date(waitingSince).getTime());
  const told = [
    lastSuccessAt ? t("now.connections.last", { time: when(lastSuccessAt) }) : t("health.never"),
    waitingWrites > 0 && t("now.connections.waiting", { count: waitingWrites, time: duration(lagMs) }),
    callsUsed !== null && t("now.connections.used", { part: percent(callsUsed) }),
    restsUntil !== null && t("now.connections.rests", { time: when(restsUntil) }),
  ];
  return (
    <li className={css.two}>
      <span>
        <Icon name={icon} />{" "}
        {isAtLeast(me.role, "technician") ? (
          <Link to="/connections/$name" params={{ name }}>
            {name}
          </Link>
        ) : (
          name
        )}
        : {t(`health.states.${state}`)}
      </span>
      <span className={css.wrapped}>{told.filter(Boolean).join(", ")}</span>
    </li>
  );
}
