import { Button, NumberInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { stringify } from "yaml";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useFormats } from "../../text/formats.ts";
import css from "./sla.module.css";

/** Public holidays of a country or state, to be copied into a calendar. */
export function HolidaysPanel() {
  const { t } = useTranslation();
  const { date } = useFormats();
  const [country, setCountry] = useState("DE");
  const [state, setState] = useState("");
  const [year, setYear] = useState(() => new Date().getFullYear());
  const list = useMutation({
    mutationFn: () => {
      const own = state.trim() === "" ? {} : { state: state.trim() };
      const query = { country: country.trim(), ...own, from: String(year), to: String(year) };
      return ask(api.sla.holidays.$get({ query }));
    },
  });
  const yaml = stringify({ holidays: (list.data ?? []).map(({ date: day, name }) => ({ date: day, name })) });
  return (
    <Panel title={t("sla.holidaysOf")}>
      <p className={css.help}>{t("sla.holidaysHelp")}</p>
      <Form className={css.form} onSubmit={() => list.mutate()}>
        <NeededField
          label={t("sla.country")}
          description={t("sla.countryHelp")}
          maxLength={2}
          value={country}
          onChange={setCountry}
        />
        <TextInput
          label={t("sla.state")}
          description={t("sla.stateHelp")}
          maxLength={10}
          value={state}
          onChange={({ currentTarget }) => setState(currentTarget.value)}
        />
        <NumberInput
          label={t("sla.year")}
          min={1970}
          max={2200}
          allowDecimal={false}
          value={year}
          onChange={(value) => setYear(Number(value))}
        />
        <Button type="submit" variant="default" loading={list.isPending}>
          {t("sla.list")}
        </Button>
      </Form>
      {list.error && (
        <div className={css.result}>
          <Failure error={list.error} />
        </div>
      )}
      {list.data && (
        <div className={css.result}>
          <ul className={css.holidays}>
            {list.data.map((day) => (
              <li key={`${day.date} ${day.name}`}>
                {date(`${day.date}T12:00:00`)} <span className={css.about}>{day.name}</span>
              </li>
            ))}
          </ul>
          <div>
            <CopyButton text={yaml} label={t("sla.copyHolidays")} />
          </div>
        </div>
      )}
    </Panel>
  );
}
