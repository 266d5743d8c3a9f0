import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { SeverityMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { tell } from "../../parts/tell.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import type { TicketAlert, TicketView } from "./ticket-queries.ts";
import css from "./ticket.module.css";

/** The alerts behind the ticket; one of several can be given a ticket of its own. */
export function AlertsPanel({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { alerts } = ticket;
  if (alerts.length === 0) return null;
  // Who sees only some clients may not: the route does not look at them.
  const maySplit = isAtLeast(me.role, "technician") && me.clients === null && alerts.length > 1;
  return (
    <Panel title={t("ticket.alerts.title")}>
      <ul className={css.alerts}>
        {alerts.map((alert) => (
          <AlertLine
            key={alert.id}
            alert={alert}
            ticketId={ticket.id}
            maySplit={maySplit && alert.condition === "firing"}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface AlertLineProps {
  alert: TicketAlert;
  ticketId: string;
  maySplit: boolean;
}

function AlertLine({ alert, ticketId, maySplit }: AlertLineProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const split = useMutation({
    mutationFn: () => ask(api.alerts[":id"].split.$post({ param: { id: alert.id } })),
    onSuccess: ({ ticketId: made }) => {
      setAsks(false);
      void queries.invalidateQueries({ queryKey: ["ticket", ticketId] });
      const show = made !== null && {
        label: t("ticket.alerts.toNew"),
        run: () => void navigate({ to: "/tickets/$id", params: { id: made } }),
      };
      tell(t("ticket.alerts.splitDone"), show || undefined);
    },
  });
  const { source } = alert;
  const isClear = alert.condition === "clear";
  return (
    <li className={css.alert}>
      <SeverityMark severity={alert.severity} clear={isClear} />
      <div className={css.alertWords}>
        <p>{alert.title}</p>
        <p className={css.because}>
          {[
            t(isClear ? "ticket.alerts.clear" : "ticket.alerts.firing"),
            t("ticket.alerts.seen", { count: alert.eventCount }),
            alert.episode > 1 ? t("ticket.alerts.episode", { count: alert.episode }) : "",
            source.error === null && !source.agreed ? t("ticket.alerts.toolOwed") : "",
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
        {source.error !== null && <p className={css.off}>{t("ticket.alerts.toolError", { detail: source.error })}</p>}
      </div>
      {maySplit && (
        <Button variant="default" size="compact-sm" onClick={() => setAsks(true)}>
          {t("ticket.alerts.split")}
        </Button>
      )}
      <AskFirst
        grave
        title={t("ticket.alerts.splitTitle")}
        opened={asks}
        onClose={() => setAsks(false)}
        confirm={t("ticket.alerts.splitDo")}
        busy={split.isPending}
        error={split.error}
        onConfirm={() => split.mutate()}
      >
        {t("ticket.alerts.splitHelp", { title: alert.title })}
      </AskFirst>
    </li>
  );
}
