import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PriorityMark, TimeLeft } from "../../parts/marks.tsx";
import type { Tour } from "./tour.ts";
import css from "./welcome.module.css";

const targets = ["response", "update", "resolution", "olaResponse", "olaResolution"] as const;

/** The ticket that the first alert has opened, with its running clocks. */
export function TicketStep({ tour: { ticket, link, desk } }: { tour: Tour }) {
  const { t } = useTranslation();
  if (!ticket) return <p role="status">{t("welcome.ticket.waits")}</p>;
  const { fields, client, clocks, code, id } = ticket;
  const running = clocks.filter(({ dueAt }) => dueAt !== null);
  return (
    <>
      <div className={css.ticket}>
        <p>
          <PriorityMark priority={Number(fields["priority"])} /> <b>{String(fields["title"])}</b>
        </p>
        <p className={css.muted}>
          {[code, client].filter(Boolean).join(", ")}
          {". "}
          {link?.number ? t("welcome.ticket.inDesk", { number: link.number }) : t("welcome.ticket.notYet")}
        </p>
        <dl className={css.clocks}>
          {running.map((clock) => {
            const target = targets.find((one) => one === clock.target);
            return (
              <div key={`${clock.target} ${clock.round}`}>
                <dt>{target ? t(`welcome.ticket.targets.${target}`) : clock.target}</dt>
                <dd>
                  <TimeLeft dueAt={clock.dueAt} paused={clock.stage === "paused"} />
                </dd>
              </div>
            );
          })}
        </dl>
      </div>
      <ul className={css.links}>
        <li>
          <Link to="/tickets/$id" params={{ id }}>
            {t("welcome.ticket.open")}
          </Link>
        </li>
        {desk?.url && (
          <li>
            <a href={desk.url} target="_blank" rel="noreferrer">
              {t("welcome.ticket.page")}
            </a>
          </li>
        )}
      </ul>
    </>
  );
}
