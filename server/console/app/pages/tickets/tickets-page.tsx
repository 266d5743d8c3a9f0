import { Button } from "@mantine/core";
import { getRouteApi, useRouteContext, useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { readTickets, type TicketRow } from "../../data/lists.ts";
import { usePages } from "../../data/use-pages.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import { Icon } from "../../parts/icon.tsx";
import listPage from "../../parts/list-page.module.css";
import { PageHead } from "../../parts/page-head.tsx";
import { TicketCard, ticketHref, ticketKey, useTicketColumns } from "../../parts/ticket-cells.tsx";
import { useShown } from "../../parts/use-shown.ts";
import { isAtLeast } from "../../shell/pages.ts";
import { NewTicketDialog } from "./new-ticket-dialog.tsx";
import { TicketFilters } from "./ticket-filters.tsx";
import { isNarrowed, toTicketQuery } from "./tickets-search.ts";

const route = getRouteApi("/shell/tickets");

/** All tickets, open and ended, by whatever one looks for. */
export function TicketsPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { me } = useRouteContext({ from: "/shell" });
  const [isNew, setIsNew] = useState(false);
  const search = route.useSearch();
  const query = useMemo(() => toTicketQuery(search), [search]);
  const pages = usePages({
    key: ["ticketPages", query],
    read: (cursor) => readTickets(query, cursor),
    rowKey: ticketKey,
    of: "tickets",
  });
  const columns = useTicketColumns(search.order === "due" ? "due" : "newest");
  return (
    <div className={listPage.page}>
      <PageHead title={t("shell.pages.tickets")} about={useShown(pages)}>
        {isAtLeast(me.role, "technician") && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setIsNew(true)}>
            {t("newTicket.button")}
          </Button>
        )}
      </PageHead>
      <TicketFilters />
      {pages.error ? (
        <Failure error={pages.error} retry={pages.retry} />
      ) : (
        <Grid<TicketRow>
          label={t("shell.pages.tickets")}
          rows={pages.rows}
          columns={columns}
          rowKey={ticketKey}
          href={ticketHref}
          onOpen={(ticket) => router.history.push(ticketHref(ticket))}
          card={(ticket) => <TicketCard ticket={ticket} />}
          more={pages.more}
          loading={pages.loading}
          empty={<NoTickets isNarrowed={isNarrowed(search)} />}
        />
      )}
      {isNew && (
        <NewTicketDialog
          onClose={() => setIsNew(false)}
          onOpened={(ticket) => router.history.push(ticketHref(ticket))}
        />
      )}
    </div>
  );
}

function NoTickets({ isNarrowed: narrowed }: { isNarrowed: boolean }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  if (!narrowed)
    return (
      <Empty title={t("ticketList.none")}>
        <p>{t("ticketList.noneHelp")}</p>
      </Empty>
    );
  return (
    <Empty title={t("ticketList.noMatch")}>
      <p>{t("ticketList.noMatchHelp")}</p>
      <Button variant="default" size="xs" onClick={() => void navigate({ search: {}, replace: true })}>
        {t("common.clearFilters")}
      </Button>
    </Empty>
  );
}
