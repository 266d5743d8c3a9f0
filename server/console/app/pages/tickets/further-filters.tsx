import { TextInput } from "@mantine/core";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import { orNone } from "../../data/address.ts";
import type { api } from "../../data/api.ts";
import { types } from "../../data/words.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { FilterPicker } from "../../parts/filter-picker.tsx";
import css from "./tickets.module.css";
import type { TicketsSearch } from "./tickets-search.ts";

interface FurtherProps {
  search: TicketsSearch;
  choices: InferResponseType<typeof api.choices.$get, 200> | undefined;
  narrow(next: TicketsSearch): void;
}
const named = (names: readonly string[] = []) => names.map((name) => ({ value: name, label: name }));

/** Filters that are used less often. */
export function FurtherFilters({ search, choices, narrow }: FurtherProps) {
  const { t } = useTranslation();
  const desks = choices?.connections.filter(({ kind }) => kind === "desk").map(({ name }) => name);
  return (
    <FilterBar label={t("ticketList.further")}>
      <FilterPicker
        label={t("ticketList.type")}
        all={t("ticketList.allTypes")}
        options={types.map((value) => ({ value, label: t(`common.type.${value}`) }))}
        chosen={search.type ?? []}
        onChange={(chosen) => narrow({ type: orNone(types.filter((one) => chosen.includes(one))) })}
      />
      <FilterPicker
        label={t("ticketList.queue")}
        all={t("ticketList.allQueues")}
        options={named(choices?.queues)}
        chosen={search.queue ?? []}
        onChange={(chosen) => narrow({ queue: orNone(chosen) })}
      />
      <FilterPicker
        label={t("ticketList.owner")}
        all={t("ticketList.allOwners")}
        options={[{ value: "none", label: t("ticketList.nobody") }, ...named(choices?.assignees)]}
        chosen={search.owner ?? []}
        onChange={(chosen) => narrow({ owner: orNone(chosen) })}
      />
      <FilterPicker
        label={t("ticketList.desk")}
        all={t("ticketList.allDesks")}
        options={named(desks)}
        chosen={search.desk ?? []}
        onChange={(chosen) => narrow({ desk: orNone(chosen) })}
      />
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
