import { Button } from "@mantine/core";
import { getRouteApi, useRouteContext, useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Icon } from "../../parts/icon.tsx";
import listPage from "../../parts/list-page.module.css";
import { PageHead } from "../../parts/page-head.tsx";
import { ticketHref } from "../../parts/ticket-cells.tsx";
import { TicketList, useTicketPages } from "../../parts/ticket-list.tsx";
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
  const pages = useTicketPages(query);
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
      <TicketList
        label={t("shell.pages.tickets")}
        pages={pages}
        order={search.order === "due" ? "due" : "newest"}
        empty={<NoTickets isNarrowed={isNarrowed(search)} />}
      />
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
