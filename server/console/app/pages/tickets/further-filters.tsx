import { TextInput } from "@mantine/core";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import type { api } from "../../data/api.ts";
import { types } from "../../data/words.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { DeskPicker, NamePicker, WordPicker } from "../../parts/pickers.tsx";
import css from "./tickets.module.css";
import type { TicketsSearch } from "./tickets-search.ts";

interface FurtherProps {
  search: TicketsSearch;
  choices: InferResponseType<typeof api.choices.$get, 200> | undefined;
  narrow(next: TicketsSearch): void;
}

/** Filters that are used less often. */
export function FurtherFilters({ search, choices, narrow }: FurtherProps) {
  const { t } = useTranslation();
  const desks = choices?.connections.filter(({ kind }) => kind === "desk").map(({ name }) => name);
  return (
    <FilterBar label={t("ticketList.further")}>
      <WordPicker
        label={t("ticketList.type")}
        all={t("ticketList.allTypes")}
        words={types}
        say={(value) => t(`common.type.${value}`)}
        chosen={search.type}
        onChange={(type) => narrow({ type })}
      />
      <NamePicker
        label={t("ticketList.queue")}
        all={t("ticketList.allQueues")}
        names={choices?.queues}
        chosen={search.queue}
        onChange={(queue) => narrow({ queue })}
      />
      <NamePicker
        label={t("ticketList.owner")}
        all={t("ticketList.allOwners")}
        names={choices?.assignees}
        before={[{ value: "none", label: t("ticketList.nobody") }]}
        chosen={search.owner}
        onChange={(owner) => narrow({ owner })}
      />
      <DeskPicker names={desks} chosen={search.desk} onChange={(desk) => narrow({ desk })} />
      {(["since", "until"] as const).map((end) => (
        <label key={end} className={css.day}>
          {t(`ticketList.${end}`)}
          <TextInput
            type="date"
            size="sm"
            value={search[end] ?? ""}
            onChange={({ currentTarget: { value } }) => narrow({ [end]: value === "" ? undefined : value })}
          />
        </label>
      ))}
    </FilterBar>
  );
}
