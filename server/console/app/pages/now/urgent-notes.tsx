import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNow } from "../../data/clock.ts";
import type { Overview } from "../../data/lists.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./now.module.css";

/** Clients whose alerts come too fast to be told one by one; nothing while there is none. */
export function StormNote({ storms }: Pick<Overview, "storms">) {
  const { t } = useTranslation();
  const { when } = useFormats();
  if (storms.length === 0) return null;
  return (
    <section className={css.urgent}>
      <h2>{t("now.storms.title", { count: storms.length })}</h2>
      <ul>
        {storms.map(({ client, since }) => (
          <li key={client} className={css.pair}>
            <span>{client}</span>
            <span className={css.muted}>{t("now.storms.since", { time: when(since) })}</span>
          </li>
        ))}
      </ul>
      <p className={css.muted}>{t("now.storms.help", { count: storms.length })}</p>
    </section>
  );
}

/** The alerts below want room too. */
const mostNamed = 3;

/** Tickets whose clients were promised word and have not had it; nothing while there are none. */
export function UpdateNote({ count, first }: Overview["overdueUpdates"]) {
  const { t } = useTranslation();
  const { duration } = useFormats();
  const now = useNow();
  const named = first.slice(0, mostNamed);
  if (count === 0) return null;
  return (
    <section className={css.urgent}>
      <h2>{t("now.updates.title", { count })}</h2>
      <ul>
        {named.map((ticket) => (
          <li key={ticket.id} className={css.two}>
            <Link to="/tickets/$id" params={{ id: ticket.id }}>
              {ticket.title}
            </Link>
            <span className={css.muted}>
              {ticket.client},{" "}
              <span className={css.late}>
                {t("common.late", { time: duration(now - new Date(ticket.dueAt).getTime()) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {count > named.length && <p className={css.muted}>{t("now.updates.more", { count: count - named.length })}</p>}
    </section>
  );
}
