import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { Panel } from "../../parts/panel.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { ClientMap } from "./client-map.tsx";
import { clientsQuery } from "./client-queries.ts";
import { ClientTickets } from "./client-tickets.tsx";
import { ClientWindows } from "./client-windows.tsx";
import { GuidePanels } from "./guide-panels.tsx";
import { PromisesPanel } from "./promises-panel.tsx";
import css from "./clients.module.css";

const route = getRouteApi("/shell/clients/$name");

/** One client: what it is called where, what it is promised, when nobody is to be told, and what is open. */
export function ClientPage() {
  const { t } = useTranslation();
  const { name } = route.useParams();
  const { me } = useRouteContext({ from: "/shell" });
  const { data, error, refetch } = useQuery(clientsQuery);
  const client = data?.find((one) => one.name === name);
  const head = (
    <PageHead title={name}>
      <Link to="/clients">{t("clients.one.all")}</Link>
    </PageHead>
  );
  if (error && !data)
    return (
      <>
        {head}
        <Failure error={error} retry={() => void refetch()} />
      </>
    );
  if (!data)
    return (
      <>
        {head}
        <Panel>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} height={32} mb={12} />
          ))}
        </Panel>
      </>
    );
  if (!client)
    return (
      <>
        {head}
        <Panel>
          <Empty title={t("clients.one.missing")}>
            <p>{t("clients.one.missingHelp")}</p>
          </Empty>
        </Panel>
      </>
    );
  const seesAll = me.clients === null;
  // Contacts and runbooks are the provider's own.
  const maySeeGuide = seesAll || me.role !== "viewer";
  return (
    <>
      {head}
      <div className={css.columns}>
        <div className={css.work}>
          <ClientTickets name={name} />
          {seesAll && isAtLeast(me.role, "technician") && <PromisesPanel client={name} />}
        </div>
        {maySeeGuide && (
          <div className={css.guide}>
            <GuidePanels clientId={client.id} mayEdit={isAtLeast(me.role, "technician")} />
          </div>
        )}
        <div>
          <ClientMap client={client} mayMap={seesAll && isAtLeast(me.role, "dispatcher")} />
          {seesAll && <ClientWindows client={client} mayAdd={isAtLeast(me.role, "technician")} />}
        </div>
      </div>
    </>
  );
}
