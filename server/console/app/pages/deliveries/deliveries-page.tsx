import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/page-head.tsx";
import { PageTabs } from "../../parts/page-tabs.tsx";
import { connectionsQuery } from "../connections/connections.ts";
import { outcomes, type Span, spans } from "./deliveries.ts";
import css from "./deliveries.module.css";
import { DeliveryList } from "./delivery-list.tsx";
import { NoticeList } from "./notice-list.tsx";
import { deliveryTabs } from "./search.ts";
import { QuarantineList } from "./quarantine-list.tsx";

const route = getRouteApi("/shell/deliveries");

/** What vendors handed us, what of it waits for a person, and what people were told. */
export function DeliveriesPage() {
  const { t } = useTranslation();
  const { tab = "all" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead title={t("deliveries.title")} about={t("deliveries.about")} />
      <PageTabs
        label={t("deliveries.title")}
        tabs={deliveryTabs.map((one) => ({ name: one, label: t(`deliveries.tabs.${one}`) }))}
        shown={tab}
        onShow={(next) => void navigate({ search: { tab: next === "all" ? undefined : next }, replace: true })}
      >
        {tab === "all" && <Filtered />}
        {tab === "quarantine" && <QuarantineList />}
        {tab === "notices" && <NoticeList />}
      </PageTabs>
    </>
  );
}

function Filtered() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const connections = useQuery(connectionsQuery);
  const { connection, outcome, since } = search;
  const change = (next: Partial<typeof search>) => void navigate({ search: { ...search, ...next }, replace: true });
  const spanOf = (value: string) => (Object.keys(spans) as Span[]).find((one) => one === value);
  return (
    <>
      <div className={css.filters}>
        <NativeSelect
          aria-label={t("deliveries.filters.connection")}
          value={connection ?? ""}
          onChange={({ currentTarget }) => change({ connection: currentTarget.value || undefined })}
          data={[
            { value: "", label: `${t("deliveries.filters.connection")}: ${t("common.all")}` },
            ...(connections.data ?? []).map(({ name }) => ({ value: name, label: name })),
          ]}
        />
        <NativeSelect
          aria-label={t("deliveries.filters.outcome")}
          value={outcome ?? ""}
          onChange={({ currentTarget }) => change({ outcome: outcomes.find((one) => one === currentTarget.value) })}
          data={[
            { value: "", label: `${t("deliveries.filters.outcome")}: ${t("common.all")}` },
            ...outcomes.map((one) => ({ value: one, label: t(`deliveries.outcomes.${one}`) })),
          ]}
        />
        <NativeSelect
          aria-label={t("deliveries.filters.since")}
          value={since ?? ""}
          onChange={({ currentTarget }) => change({ since: spanOf(currentTarget.value) })}
          data={[
            { value: "", label: `${t("deliveries.filters.since")} ${t("deliveries.filters.any")}` },
            ...(Object.keys(spans) as Span[]).map((one) => ({
              value: one,
              label: `${t("deliveries.filters.since")} ${t(`deliveries.filters.${one}`)}`,
            })),
          ]}
        />
      </div>
      <DeliveryList
        filter={{ connection, outcome, since }}
        onClear={() => change({ connection: undefined, outcome: undefined, since: undefined })}
      />
    </>
  );
}
