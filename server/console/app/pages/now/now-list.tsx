import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { choicesQuery, type TicketQuery } from "../../data/lists.ts";
import { Empty } from "../../parts/empty.tsx";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { LinkButton } from "../../parts/link-button.tsx";
import { ClientPicker, DeskPicker, PriorityPicker } from "../../parts/pickers.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { TicketList, useTicketPages } from "../../parts/ticket-list.tsx";
import { useShown } from "../../parts/use-shown.ts";
import { isAtLeast } from "../../shell/pages.ts";
import type { NowSearch } from "./now-search.ts";
import css from "./now.module.css";

const route = getRouteApi("/shell/");

function toQuery({ text, client, desk, priority }: NowSearch): TicketQuery {
  return {
    stage: "open",
    order: "due",
    ...(text && text.length > 1 ? { search: text } : {}),
    ...(client ? { client } : {}),
    ...(desk ? { connection: desk } : {}),
    ...(priority ? { priority } : {}),
  };
}

/** Open tickets, the most urgent first and those that wait last. @param openCount how many there are without a filter */
export function NowList({ openCount }: { openCount: number | undefined }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const query = useMemo(() => toQuery(search), [search]);
  const pages = useTicketPages(query);
  const isNarrowed = Boolean(search.text ?? search.client ?? search.desk ?? search.priority);
  const total = isNarrowed ? undefined : openCount;
  const shown = useShown(pages, total);
  return (
    <div className={css.main}>
      <NowFilters shown={shown} />
      <TicketList
        label={t("now.list")}
        pages={pages}
        order="due"
        total={total}
        empty={isNarrowed ? <NoMatch /> : <Nothing />}
      />
    </div>
  );
}

function NowFilters({ shown }: { shown: string }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(choicesQuery);
  const narrow = (next: NowSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const desks = data?.connections.filter(({ kind }) => kind === "desk").map(({ name }) => name);
  return (
    <FilterBar label={t("ticketList.filters")} shown={shown}>
      <SearchField
        label={t("ticketList.search")}
        value={search.text ?? ""}
        onChange={(text) => narrow({ text: text === "" ? undefined : text })}
      />
      <ClientPicker names={data?.clients} chosen={search.client} onChange={(client) => narrow({ client })} />
      {desks && desks.length > 0 && (
        <DeskPicker names={desks} chosen={search.desk} onChange={(desk) => narrow({ desk })} />
      )}
      <PriorityPicker chosen={search.priority} onChange={(priority) => narrow({ priority })} />
    </FilterBar>
  );
}

function NoMatch() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  return (
    <Empty title={t("now.noMatch")}>
      <Button variant="default" size="xs" onClick={() => void navigate({ search: {}, replace: true })}>
        {t("common.clearFilters")}
      </Button>
    </Empty>
  );
}

function Nothing() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const { data } = useQuery(choicesQuery);
  // Who sees some clients only is told of no connection.
  const isBare = data?.connections.length === 0 && me.clients === null;
  return (
    <Empty title={t("now.nothing")}>
      <p>{isBare ? t("now.connectHelp") : t("now.nothingHelp")}</p>
      {isBare && isAtLeast(me.role, "admin") && <LinkButton to="/welcome">{t("welcome.title")}</LinkButton>}
    </Empty>
  );
}
