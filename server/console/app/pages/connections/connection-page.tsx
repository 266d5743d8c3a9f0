import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sayHubWords } from "../../hub-words/say.ts";
import { Failure } from "../../parts/failure.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { PageTabs } from "../../parts/page-tabs.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { ClientsTab } from "./clients-tab.tsx";
import { type Connection, connectionQuery, connectorsQuery } from "./connections.ts";
import { HealthMark } from "./health-mark.tsx";
import { LogTab } from "./log-tab.tsx";
import { MapsTab } from "./maps-tab.tsx";
import { OverviewTab } from "./overview-tab.tsx";
import { RulesTab } from "./rules-tab.tsx";
import { SettingsTab } from "./settings-tab.tsx";
import { SyncTab } from "./sync-tab.tsx";
import { type ConnectionTab, tabsOf } from "./tabs.ts";

const route = getRouteApi("/shell/connections/$name");

/** One connection: how it does, what it gives and takes, and how it goes live. */
export function ConnectionPage() {
  const { t } = useTranslation();
  const { name } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { me } = useRouteContext({ from: "/shell" });
  const { data, error, refetch } = useQuery(connectionQuery(name));
  const connectors = useQuery(connectorsQuery);
  const connector = connectors.data?.find((one) => one.name === data?.connector);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data || !connectors.data) return <Waiting name={name} />;
  const tabs = tabsOf(data.kind, (role) => isAtLeast(me.role, role));
  const shown = tabs.find((one) => one === tab) ?? "overview";
  return (
    <>
      <PageHead
        title={data.name}
        about={`${sayHubWords(connector?.title ?? data.connector)}, ${t(`connections.mode.${data.mode}`)}`}
      >
        <HealthMark connection={data} />
      </PageHead>
      <PageTabs
        label={data.name}
        tabs={tabs.map((one) => ({ name: one, label: t(`connections.tabs.${one}`) }))}
        shown={shown}
        onShow={(next) => void navigate({ search: { tab: next }, replace: true })}
      >
        {/* What was typed is of one connection. */}
        <Shown key={data.id} tab={shown} connection={data} connector={connector} />
      </PageTabs>
    </>
  );
}

interface ShownProps {
  tab: ConnectionTab;
  connection: Connection;
  connector: Parameters<typeof OverviewTab>[0]["connector"];
}

function Shown({ tab, connection, connector }: ShownProps) {
  switch (tab) {
    case "settings":
      return connector && <SettingsTab connection={connection} connector={connector} />;
    case "maps":
      return <MapsTab connection={connection} />;
    case "clients":
      return <ClientsTab connection={connection} />;
    case "rules":
      return <RulesTab connection={connection} />;
    case "sync":
      return <SyncTab connection={connection} />;
    case "log":
      return <LogTab connection={connection} />;
    default:
      return <OverviewTab connection={connection} connector={connector} />;
  }
}

function Waiting({ name }: { name: string }) {
  return (
    <>
      <PageHead title={name} />
      <Skeleton height={36} />
      <Skeleton height={260} mt={16} />
    </>
  );
}
