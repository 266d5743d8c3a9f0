import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TicketRow } from "../data/lists.ts";
import { useFormats } from "../text/formats.ts";
import type { Column } from "./grid/grid-props.ts";
import { TwoLines } from "./grid/grid-row.tsx";
import { DeskMark, PriorityMark, TimeLeft } from "./marks.tsx";
import css from "./ticket-cells.module.css";

/** Where a ticket is shown. */
export const ticketHref = ({ id }: Pick<TicketRow, "id">) => `/tickets/${id}`;
/** What a ticket is in a list of them. */
export const ticketKey = ({ id }: TicketRow) => id;

/** Time left by the clock that is due first. */
export function TicketTime({ ticket }: { ticket: TicketRow }) {
  const { dueAt, dueSince, paused } = ticket;
  const totalMs = dueAt && dueSince ? new Date(dueAt).getTime() - new Date(dueSince).getTime() : undefined;
  return <TimeLeft dueAt={dueAt} paused={paused} totalMs={totalMs} />;
}

/** Who works on it: an e-mail address whose first part says enough in a list. */
function Owner({ address }: { address: string | null }) {
  return address === null ? <span className={css.muted}>–</span> : <span title={address}>{address.split("@")[0]}</span>;
}

/** The columns of a list of tickets. @param order by what is `due` first, or by the `newest`, of which the age is told in its place */
export function useTicketColumns(order: "due" | "newest"): readonly Column<TicketRow>[] {
  const { t } = useTranslation();
  const { when } = useFormats();
  return useMemo(() => {
    const time: Column<TicketRow> = {
      key: "time",
      title: t("ticketList.timeLeft"),
      width: "168px",
      cell: (ticket) => <TicketTime ticket={ticket} />,
    };
    const made: Column<TicketRow> = {
      key: "created",
      title: t("ticketList.created"),
      width: "152px",
      cell: ({ createdAt }) => <span className={css.muted}>{when(createdAt)}</span>,
    };
    return [
      time,
      { key: "priority", title: "P", width: "32px", cell: ({ priority }) => <PriorityMark priority={priority} /> },
      {
        key: "ticket",
        title: t("ticketList.ticket"),
        width: "minmax(0, 2.6fr)",
        cell: (ticket) => (
          <TwoLines
            first={ticket.title}
            second={[ticket.code, ticket.numbers, t(`common.status.${ticket.status}`)].filter(Boolean).join(", ")}
            href={ticketHref(ticket)}
          />
        ),
      },
      { key: "client", title: t("ticketList.client"), width: "minmax(0, 1fr)", cell: ({ client }) => client },
      {
        key: "desks",
        title: t("ticketList.desks"),
        width: "92px",
        cell: ({ desks }) => (
          <span className={css.desks}>
            {desks.map((name) => (
              <DeskMark key={name} name={name} />
            ))}
          </span>
        ),
      },
      {
        key: "owner",
        title: t("ticketList.owner"),
        width: "minmax(0, 0.8fr)",
        cell: ({ assignee }) => <Owner address={assignee} />,
      },
      ...(order === "newest" ? [made] : []),
    ];
  }, [t, when, order]);
}

/** A ticket where the page is as narrow as a phone. */
export function TicketCard({ ticket }: { ticket: TicketRow }) {
  return (
    <span className={css.card}>
      <span className={css.line}>
        <TicketTime ticket={ticket} />
        <PriorityMark priority={ticket.priority} />
      </span>
      <span className={css.title}>{ticket.title}</span>
      <span className={css.line}>
        <span className={css.client}>{ticket.client}</span>
        <span className={css.desks}>
          {ticket.desks.map((name) => (
            <DeskMark key={name} name={name} />
          ))}
        </span>
      </span>
    </span>
  );
}
