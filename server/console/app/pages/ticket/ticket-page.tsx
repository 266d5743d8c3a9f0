import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import { AlertsPanel } from "./alerts-panel.tsx";
import { AttachmentsPanel } from "./attachments-panel.tsx";
import { ClocksPanel } from "./clocks-panel.tsx";
import { DescriptionPanel } from "./description-panel.tsx";
import { GuidePanel } from "./guide-panel.tsx";
import { SidesPanel } from "./sides-panel.tsx";
import { TicketHead } from "./ticket-head.tsx";
import { ticketQuery } from "./ticket-queries.ts";
import css from "./ticket.module.css";
import { TimelinePanel } from "./timeline-panel.tsx";
import { WhyPanel } from "./why-panel.tsx";

const route = getRouteApi("/shell/tickets/$id");

/** One ticket: what it is, what was promised, what each desk says, and all that led to it. */
export function TicketPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const navigate = useNavigate();
  const { data: ticket, error, refetch } = useQuery(ticketQuery(id));
  const own = ticket?.id;
  useEffect(() => {
    // A code or a number leads here as well; changes are told by the id.
    if (own === undefined || own === id) return;
    queries.setQueryData(ticketQuery(own).queryKey, ticket);
    void navigate({ to: "/tickets/$id", params: { id: own }, replace: true });
  }, [own, id, ticket, navigate]);
  if (error instanceof Refusal && error.status === 404)
    return (
      <>
        <PageHead title={t("ticket.untitled")} />
        <Panel>
          <Empty title={t("ticket.missing")}>
            <p>{t("ticket.missingHelp")}</p>
            <Link to="/">{t("common.toNow")}</Link>
          </Empty>
        </Panel>
      </>
    );
  if (error && !ticket)
    return (
      <>
        <PageHead title={t("ticket.untitled")} />
        <Failure error={error} retry={() => void refetch()} />
      </>
    );
  if (!ticket || ticket.id !== id) return <Waiting />;
  return (
    <div className={css.page}>
      <TicketHead ticket={ticket} />
      <div className={css.columns}>
        <div className={css.main}>
          <ClocksPanel ticket={ticket} />
          <SidesPanel ticket={ticket} />
          <DescriptionPanel ticket={ticket} />
          <AlertsPanel ticket={ticket} />
          <AttachmentsPanel ticket={ticket} />
          <GuidePanel ticket={ticket} />
        </div>
        <div className={css.side}>
          <TimelinePanel ticket={ticket} />
          <WhyPanel ticket={ticket} />
        </div>
      </div>
    </div>
  );
}

/** Grey in the shape of what comes. */
function Waiting() {
  const { t } = useTranslation();
  return (
    <div className={css.page} aria-busy="true">
      <PageHead title={t("common.loading")} />
      <div className={css.columns}>
        <div className={css.main}>
          <Panel>
            <Skeleton height={110} />
          </Panel>
          <Panel>
            {[0, 1, 2, 3, 4].map((row) => (
              <Skeleton key={row} height={36} mb={12} />
            ))}
          </Panel>
        </div>
        <div className={css.side}>
          <Panel>
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <Skeleton key={row} height={28} mb={16} />
            ))}
          </Panel>
        </div>
      </div>
    </div>
  );
}
