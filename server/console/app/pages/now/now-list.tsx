import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { orNone } from "../../data/address.ts";
import { choicesQuery, readTickets, type TicketQuery, type TicketRow } from "../../data/lists.ts";
import { usePages } from "../../data/use-pages.ts";
import { priorities } from "../../data/words.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { FilterPicker } from "../../parts/filter-picker.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { TicketCard, ticketHref, ticketKey, useTicketColumns } from "../../parts/ticket-cells.tsx";
import { useShown } from "../../parts/use-shown.ts";
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
  const router = useRouter();
  const search = route.useSearch();
  const query = useMemo(() => toQuery(search), [search]);
  const pages = usePages({
    key: ["ticketPages", query],
    read: (cursor) => readTickets(query, cursor),
    rowKey: ticketKey,
    of: "tickets",
  });
  const columns = useTicketColumns("due");
  const isNarrowed = Boolean(search.text ?? search.client ?? search.desk ?? search.priority);
  const total = isNarrowed ? undefined : openCount;
  const shown = useShown(pages, total);
  return (
    <div className={css.main}>
      <NowFilters shown={shown} />
      {pages.error ? (
        <Failure error={pages.error} retry={pages.retry} />
      ) : (
        <Grid<TicketRow>
          label={t("now.list")}
          rows={pages.rows}
          columns={columns}
          rowKey={ticketKey}
          href={ticketHref}
          onOpen={(ticket) => router.history.push(ticketHref(ticket))}
          card={(ticket) => <TicketCard ticket={ticket} />}
          total={total}
          more={pages.more}
          loading={pages.loading}
          empty={isNarrowed ? <NoMatch /> : <Nothing />}
        />
      )}
    </div>
  );
}

function NowFilters({ shown }: { shown: string }) {
  const { t } = useTranslation();
  const { text, client, desk, priority } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(choicesQuery);
  const narrow = (next: NowSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const named = (names: readonly string[] = []) => names.map((name) => ({ value: name, label: name }));
  const desks = data?.connections.filter(({ kind }) => kind === "desk").map(({ name }) => name);
  return (
    <FilterBar label={t("ticketList.filters")} shown={shown}>
      <SearchField
        label={t("ticketList.search")}
        value={text ?? ""}
        onChange={(value) => narrow({ text: value === "" ? undefined : value })}
      />
      <FilterPicker
        label={t("ticketList.client")}
        all={t("ticketList.allClients")}
        options={named(data?.clients)}
        chosen={client ?? []}
        onChange={(chosen) => narrow({ client: orNone(chosen) })}
      />
      {desks && desks.length > 0 && (
        <FilterPicker
          label={t("ticketList.desk")}
          all={t("ticketList.allDesks")}
          options={named(desks)}
          chosen={desk ?? []}
          onChange={(chosen) => narrow({ desk: orNone(chosen) })}
        />
      )}
      <FilterPicker
        label={t("ticketList.priority")}
        all={t("ticketList.allPriorities")}
        options={priorities.map((value) => ({ value, label: t(`common.priority.${value}`) }))}
        chosen={priority ?? []}
        onChange={(chosen) => narrow({ priority: orNone(priorities.filter((one) => chosen.includes(one))) })}
      />
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
  const { data } = useQuery(choicesQuery);
  return (
    <Empty title={t("now.nothing")}>
      <p>{data && data.connections.length === 0 ? t("now.connectHelp") : t("now.nothingHelp")}</p>
    </Empty>
  );
}
