import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { PriorityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { TicketTime } from "../../parts/ticket-cells.tsx";
import css from "./clients.module.css";

const most = 50;

/** What is open for a client; what is late or due next stands first. */
export function ClientTickets({ name }: { name: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ["tickets", "of client", name],
    queryFn: () => ask(api.tickets.$get({ query: { client: name, stage: "open", order: "due", limit: String(most) } })),
  });
  return (
    <Panel title={t("clients.one.tickets")}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Bones rows={3} />}
      {data?.length === 0 && (
        <Empty title={t("clients.one.noTickets")}>
          <p>{t("clients.one.noTicketsHelp")}</p>
        </Empty>
      )}
      <ul>
        {data?.map((ticket) => (
          <li key={ticket.id} className={css.ticket}>
            <PriorityMark priority={ticket.priority} />
            <span className={css.words}>
              <Link to="/tickets/$id" params={{ id: ticket.id }}>
                {ticket.title}
              </Link>
              <span className={css.about}>
                {[ticket.code, ticket.numbers, t(`common.status.${ticket.status}`), ticket.assignee]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </span>
            <TicketTime ticket={ticket} />
          </li>
        ))}
      </ul>
      {data?.length === most && <p className={css.about}>{t("clients.one.moreTickets", { count: most })}</p>}
    </Panel>
  );
}
