import { useQuery } from "@tanstack/react-query";
import { Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ContactList } from "../../parts/client-guide/contact-list.tsx";
import { guideQuery } from "../../parts/client-guide/guide-query.ts";
import { RunbookList } from "../../parts/client-guide/runbook-list.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { TicketView } from "./ticket-queries.ts";
import css from "./ticket.module.css";

/** Whom to speak to at the ticket's client, and what is done there. Nothing is shown where nothing is known. */
export function GuidePanel({ ticket: { client, clientId } }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  // It is the provider's own: who looks for the client does not find it.
  const maySee = me.clients === null || me.role !== "viewer";
  const { data } = useQuery({ ...guideQuery(clientId), enabled: maySee });
  if (!data || data.contacts.length + data.runbooks.length === 0) return null;
  return (
    <Panel
      title={t("clients.guide.of", { client })}
      tools={
        <Link className={css.because ?? ""} to="/clients/$name" params={{ name: client }}>
          {t("clients.guide.toClient")}
        </Link>
      }
    >
      <div className={css.guide}>
        {data.runbooks.length > 0 && <RunbookList runbooks={data.runbooks} />}
        {data.contacts.length > 0 && <ContactList contacts={data.contacts} />}
      </div>
    </Panel>
  );
}
