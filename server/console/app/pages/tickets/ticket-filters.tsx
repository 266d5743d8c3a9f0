import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { choicesQuery } from "../../data/lists.ts";
import { statuses } from "../../data/words.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { ClientPicker, PriorityPicker, WordPicker } from "../../parts/pickers.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { FurtherFilters } from "./further-filters.tsx";
import { countFurther, isNarrowed, orders, stages, type TicketsSearch } from "./tickets-search.ts";

const route = getRouteApi("/shell/tickets");

/** By what the list of tickets is narrowed, and its order. */
export function TicketFilters() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(choicesQuery);
  const further = countFurther(search);
  const [isOpen, setIsOpen] = useState(further > 0);
  const narrow = (next: TicketsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <>
      <FilterBar label={t("ticketList.filters")}>
        <SearchField
          label={t("ticketList.search")}
          value={search.text ?? ""}
          onChange={(text) => narrow({ text: text === "" ? undefined : text })}
        />
        <StageAndOrder search={search} narrow={narrow} />
        <WordPicker
          label={t("ticketList.status")}
          all={t("ticketList.allStatuses")}
          words={statuses}
          say={(value) => t(`common.status.${value}`)}
          chosen={search.status}
          onChange={(status) => narrow({ status })}
        />
        <ClientPicker names={data?.clients} chosen={search.client} onChange={(client) => narrow({ client })} />
        <PriorityPicker chosen={search.priority} onChange={(priority) => narrow({ priority })} />
        <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t("ticketList.fewer") : t("ticketList.further")}
          {!isOpen && further > 0 && ` (${further})`}
        </Button>
        {isNarrowed(search) && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => void navigate({ search: { order: search.order }, replace: true })}
          >
            {t("common.clearFilters")}
          </Button>
        )}
      </FilterBar>
      {isOpen && <FurtherFilters search={search} choices={data} narrow={narrow} />}
    </>
  );
}

interface StageProps {
  search: TicketsSearch;
  narrow(next: TicketsSearch): void;
}

/** By due and by priority only open tickets can be listed: what has ended is due no more. */
function StageAndOrder({ search, narrow }: StageProps) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        size="sm"
        aria-label={t("ticketList.stage")}
        value={search.order ? "open" : (search.stage ?? "all")}
        data={(["all", ...stages] as const).map((value) => ({ value, label: t(`ticketList.stages.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const stage = stages.find((one) => one === value);
          narrow({ stage, ...(stage === "open" ? {} : { order: undefined }) });
        }}
      />
      <NativeSelect
        size="sm"
        aria-label={t("ticketList.order")}
        value={search.order ?? "newest"}
        data={orders.map((value) => ({ value, label: t(`ticketList.orders.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const order = (["due", "priority"] as const).find((one) => one === value);
          narrow({ order, ...(order && search.stage === "ended" ? { stage: undefined } : {}) });
        }}
      />
    </>
  );
}
