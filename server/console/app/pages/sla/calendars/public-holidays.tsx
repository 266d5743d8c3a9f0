import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DatedHours } from "../../../../../../schemas/calendar.ts";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { Failure } from "../../../parts/failure.tsx";
import form from "../../../parts/form.module.css";

interface PublicHolidaysProps {
  year: number;
  /** @returns how many of them were not there yet */
  onFound(days: readonly DatedHours[]): number;
}

/** Brings the public holidays of a country or state into a calendar. */
export function PublicHolidays({ year, onFound }: PublicHolidaysProps) {
  const { t } = useTranslation();
  const [country, setCountry] = useState("DE");
  const [state, setState] = useState("");
  const [added, setAdded] = useState<{ count: number; year: number }>();
  const list = useMutation({
    mutationFn: () => {
      const own = state.trim() === "" ? {} : { state: state.trim() };
      const query = { country: country.trim(), ...own, from: String(year), to: String(year) };
      return ask(api.sla.holidays.$get({ query }));
    },
    onSuccess: (days) => setAdded({ count: onFound(days), year }),
  });
  return (
    <div role="group" aria-label={t("sla.holidaysOf")} className={form.form}>
      <h3>{t("sla.holidaysOf")}</h3>
      <div className={form.row}>
        <TextInput
          label={t("sla.country")}
          description={t("sla.countryHelp")}
          maxLength={2}
          value={country}
          onChange={({ currentTarget }) => setCountry(currentTarget.value)}
        />
        <TextInput
          label={t("sla.state")}
          description={t("sla.stateHelp")}
          maxLength={10}
          value={state}
          onChange={({ currentTarget }) => setState(currentTarget.value)}
        />
        <Button
          variant="default"
          loading={list.isPending}
          disabled={country.trim() === ""}
          onClick={() => list.mutate()}
        >
          {t("sla.addHolidays", { year })}
        </Button>
      </div>
      {list.error && <Failure error={list.error} />}
      {added && !list.error && <p role="status">{t("sla.holidaysAdded", added)}</p>}
    </div>
  );
}
