import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { orNone } from "../../data/address.ts";
import { choicesQuery } from "../../data/lists.ts";
import { conditions, handlings, severities } from "../../data/words.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { FilterPicker } from "../../parts/filter-picker.tsx";
import type { AlertsSearch } from "./alerts-search.ts";

const route = getRouteApi("/shell/alerts");
const named = (names: readonly string[] = []) => names.map((name) => ({ value: name, label: name }));

/** By what the list of alerts is narrowed. */
export function AlertFilters({ shown }: { shown: string }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(choicesQuery);
  const narrow = (next: AlertsSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const tools = data?.connections.filter(({ kind }) => kind === "monitor").map(({ name }) => name);
  return (
    <FilterBar label={t("ticketList.filters")} shown={shown}>
      <FilterPicker
        label={t("alerts.severity")}
        all={t("alerts.allSeverities")}
        options={severities.map((value) => ({ value, label: t(`common.severity.${value}`) }))}
        chosen={search.severity ?? []}
        onChange={(chosen) => narrow({ severity: orNone(severities.filter((one) => chosen.includes(one))) })}
      />
      {search.view === "all" && (
        <FilterPicker
          label={t("alerts.condition")}
          all={t("alerts.allConditions")}
          options={conditions.map((value) => ({ value, label: t(`alerts.conditions.${value}`) }))}
          chosen={search.condition ?? []}
          onChange={(chosen) => narrow({ condition: orNone(conditions.filter((one) => chosen.includes(one))) })}
        />
      )}
      <FilterPicker
        label={t("alerts.handling")}
        all={t("alerts.allHandlings")}
        options={handlings.map((value) => ({ value, label: t(`alerts.handlings.${value}`) }))}
        chosen={search.handling ?? []}
        onChange={(chosen) => narrow({ handling: orNone(handlings.filter((one) => chosen.includes(one))) })}
      />
      <FilterPicker
        label={t("ticketList.client")}
        all={t("ticketList.allClients")}
        options={named(data?.clients)}
        chosen={search.client ?? []}
        onChange={(chosen) => narrow({ client: orNone(chosen) })}
      />
      {tools && tools.length > 0 && (
        <FilterPicker
          label={t("alerts.connection")}
          all={t("alerts.allConnections")}
          options={named(tools)}
          chosen={search.connection ?? []}
          onChange={(chosen) => narrow({ connection: orNone(chosen) })}
        />
      )}
    </FilterBar>
  );
}
