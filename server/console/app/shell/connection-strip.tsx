import { useQuery } from "@tanstack/react-query";
import { Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Overview, overviewQuery } from "../data/lists.ts";
import { Icon } from "../parts/icon.tsx";
import { useHubWords } from "../hub-words/use-hub-words.ts";
import { useFormats } from "../text/formats.ts";
import { sayHubWords } from "../hub-words/say.ts";
import css from "./connection-strip.module.css";
import { bySickness, markOf } from "./connection-state.ts";
import { isAtLeast } from "./pages.ts";

type State = NonNullable<Overview["connections"]>[number];
/** More do not fit beside each other; the page of connections has them all. */
const mostNamed = 3;

/** How connections do: the healthy as one number, each sick one by name. Nothing for who may not know of them. */
export function ConnectionStrip() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const mayOpen = isAtLeast(me.role, "technician");
  const { data } = useQuery(overviewQuery);
  const connections = data?.connections ?? [];
  if (connections.length === 0) return null;
  const sick = connections.filter(({ health }) => health !== "working").toSorted(byUrgency);
  const fine = connections.length - sick.length;
  const more = t("health.more", { count: sick.length - mostNamed });
  return (
    <ul className={css.strip} aria-label={t("health.label")}>
      {fine > 0 && (
        <li className={css.fine}>
          <Icon name="check" />
          {t("health.fine", { count: fine })}
        </li>
      )}
      {sick.slice(0, mostNamed).map((connection) => (
        <SickConnection key={connection.id} connection={connection} mayOpen={mayOpen} />
      ))}
      {sick.length > mostNamed && (
        <li className={css.more}>{mayOpen ? <Link to="/connections">{more}</Link> : more}</li>
      )}
    </ul>
  );
}

function SickConnection({ connection, mayOpen }: { connection: State; mayOpen: boolean }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const words = useHubWords();
  const { state, look, icon } = markOf(connection);
  const said = `${connection.name}: ${t(`health.states.${state}`)}`;
  const { lastSuccessAt, waitingWrites } = connection;
  const details = [
    lastSuccessAt ? t("health.since", { time: when(lastSuccessAt) }) : t("health.never"),
    ...(waitingWrites > 0 ? [t("connections.waiting", { count: waitingWrites })] : []),
  ].join(", ");
  const { lastError, parkedReason } = connection;
  const why = lastError === null ? parkedReason && sayHubWords(parkedReason) : words.fault(lastError);
  return (
    <li className={css[look]} title={why ?? details}>
      <Icon name={icon} />
      {mayOpen ? (
        <Link to="/connections/$name" params={{ name: connection.name }} className={css.name}>
          {said}
        </Link>
      ) : (
        <span className={css.name}>{said}</span>
      )}
      <span className={css.detail}>{details}</span>
    </li>
  );
}

/** Of those that are equally sick, where most waits. */
const byUrgency = (one: State, other: State) => bySickness(one, other) || other.waitingWrites - one.waitingWrites;
