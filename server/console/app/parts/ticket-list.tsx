import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readTickets, type TicketQuery, type TicketRow } from "../data/lists.ts";
import { usePages } from "../data/use-pages.ts";
import { Failure } from "./failure.tsx";
import { Grid } from "./grid/grid.tsx";
import { TicketCard, ticketHref, ticketKey, useTicketColumns } from "./ticket-cells.tsx";

/** Tickets, a page after the other. */
export const useTicketPages = (query: TicketQuery) =>
  usePages({
    key: ["ticketPages", query],
    read: (cursor) => readTickets(query, cursor),
    rowKey: ticketKey,
    of: "tickets",
  });

interface TicketListProps {
  label: string;
  pages: ReturnType<typeof useTicketPages>;
  order: "due" | "newest";
  /** How many there are, where somebody has counted. */
  total?: number | undefined;
  empty: ReactNode;
}

/** A long list of tickets, of which each leads to its page. */
export function TicketList({ label, pages, order, total, empty }: TicketListProps) {
  const router = useRouter();
  const columns = useTicketColumns(order);
  if (pages.error) return <Failure error={pages.error} retry={pages.retry} />;
  return (
    <Grid<TicketRow>
      label={label}
      rows={pages.rows}
      columns={columns}
      rowKey={ticketKey}
      href={ticketHref}
      onOpen={(ticket) => router.history.push(ticketHref(ticket))}
      card={(ticket) => <TicketCard ticket={ticket} />}
      total={total}
      more={pages.more}
      loading={pages.loading}
      empty={empty}
    />
  );
}
