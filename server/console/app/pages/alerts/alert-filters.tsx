import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { choicesQuery } from "../../data/lists.ts";
import { conditions, handlings, severities } from "../../data/words.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { ClientPicker, NamePicker, WordPicker } from "../../parts/pickers.tsx";
import type { AlertsSearch } from "./alerts-search.ts";

const route = getRouteApi("/shell/alerts");

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
      <WordPicker
        label={t("alerts.severity")}
        all={t("alerts.allSeverities")}
        words={severities}
        say={(value) => t(`common.severity.${value}`)}
        chosen={search.severity}
        onChange={(severity) => narrow({ severity })}
      />
      {search.view === "all" && (
        <WordPicker
          label={t("alerts.condition")}
          all={t("alerts.allConditions")}
          words={conditions}
          say={(value) => t(`alerts.conditions.${value}`)}
          chosen={search.condition}
          onChange={(condition) => narrow({ condition })}
        />
      )}
      <WordPicker
        label={t("alerts.handling")}
        all={t("alerts.allHandlings")}
        words={handlings}
        say={(value) => t(`alerts.handlings.${value}`)}
        chosen={search.handling}
        onChange={(handling) => narrow({ handling })}
      />
      <ClientPicker names={data?.clients} chosen={search.client} onChange={(client) => narrow({ client })} />
      {tools && tools.length > 0 && (
        <NamePicker
          label={t("alerts.connection")}
          all={t("alerts.allConnections")}
          names={tools}
          chosen={search.connection}
          onChange={(connection) => narrow({ connection })}
        />
      )}
    </FilterBar>
  );
}
