import { ActionIcon, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DatedHours } from "../../../../../../schemas/calendar.ts";
import form from "../../../parts/form.module.css";
import { Icon } from "../../../parts/icon.tsx";
import { useFormats } from "../../../text/formats.ts";
import css from "../sla.module.css";
import { type DatedList, datedLists, readHours, sayHours, type ShownCalendar } from "./calendar-text.ts";
import { HoursField } from "./hours-field.tsx";
import { PublicHolidays } from "./public-holidays.tsx";
import { YearView } from "./year-view.tsx";

type Days = Pick<ShownCalendar, DatedList>;

interface TypedDay {
  name: string;
  words: string;
}
/** Days whose hours cannot be read, as they were typed, by date: the calendar has what was there before. */
export type UnreadDays = Readonly<Record<string, TypedDay>>;

interface DatedDaysProps {
  name: string;
  calendar: ShownCalendar;
  unread: UnreadDays;
  onChange(next: Days): void;
  onUnread(next: UnreadDays): void;
}

/** Days that are other than their week says: chosen on a year, or brought as the public holidays of a country. */
export function DatedDays({ name, calendar, unread, onChange, onUnread }: DatedDaysProps) {
  const { t } = useTranslation();
  const { date: writeDate } = useFormats();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const [date, setDate] = useState("");
  const elsewhere = Object.keys(unread).filter((day) => day !== date);
  const isKnown = (day: string) => datedLists.some((list) => calendar[list].some((one) => one.date === day));
  const addHolidays = (found: readonly DatedHours[]) => {
    const fresh = found.filter((day) => !isKnown(day.date));
    onChange({ ...calendar, holidays: [...calendar.holidays, ...fresh] });
    return fresh.length;
  };
  const turn = (by: number, label: string, icon: "back" | "next") => (
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setYear(year + by)}>
      <Icon name={icon} />
    </ActionIcon>
  );
  return (
    <section aria-label={t("sla.otherDays")} className={css.days}>
      <div className={css.yearHead}>
        <h3>{t("sla.otherDays")}</h3>
        {turn(-1, t("sla.yearBefore"), "back")}
        <strong>{year}</strong>
        {turn(1, t("sla.yearAfter"), "next")}
      </div>
      <p className={form.help}>{t("sla.otherDaysHelp")}</p>
      <YearView name={name} calendar={calendar} year={year} picked={date} onPick={setDate} />
      <TextInput
        label={t("sla.date")}
        type="date"
        value={date}
        onChange={({ currentTarget: { value } }) => {
          setDate(value);
          if (value !== "") setYear(Number(value.slice(0, 4)));
        }}
      />
      {date !== "" && <DayFields key={date} {...{ date, calendar, unread, onChange, onUnread }} />}
      {elsewhere.length > 0 && (
        <p role="alert" className={css.wrong}>
          {t("sla.unreadDays", { days: elsewhere.map((day) => writeDate(`${day}T12:00`)).join("; ") })}
        </p>
      )}
      <PublicHolidays year={year} onFound={addHolidays} />
    </section>
  );
}

type Kind = "week" | DatedList;

/** What one date is. */
function DayFields({ date, calendar, unread, onChange, onUnread }: Omit<DatedDaysProps, "name"> & { date: string }) {
  const { t } = useTranslation();
  const kind: Kind = datedLists.toReversed().find((list) => calendar[list].some((day) => day.date === date)) ?? "week";
  const found = kind === "week" ? undefined : calendar[kind].find((day) => day.date === date);
  const typed = unread[date];
  const [name, setName] = useState(typed?.name ?? found?.name ?? "");
  const [words, setWords] = useState(typed?.words ?? sayHours(found?.hours ?? []));
  const without = (list: DatedList) => calendar[list].filter((day) => day.date !== date);
  const write = (next: Kind, day: TypedDay) => {
    const hours = next === "week" ? [] : readHours(day.words);
    // Else it could never be a holiday again: the field in which the words would be mended is not there.
    if (next === "week" && readHours(day.words) === undefined) setWords("");
    const { [date]: _, ...others } = unread;
    onUnread(hours === undefined ? { ...others, [date]: day } : others);
    if (hours === undefined) return;
    const called = day.name.trim() || t(next === "holidays" ? "sla.yearKeys.holiday" : "sla.yearKeys.exception");
    const entry = { date, name: called, hours };
    const lists = datedLists.map((list) => [list, list === next ? [...without(list), entry] : without(list)] as const);
    onChange(Object.fromEntries(lists) as Record<DatedList, DatedHours[]>);
  };
  return (
    <div className={form.row}>
      <SegmentedControl
        aria-label={t("sla.dayIs")}
        data={[
          { value: "week", label: t("sla.asWeek") },
          { value: "holidays", label: t("sla.yearKeys.holiday") },
          { value: "exceptions", label: t("sla.yearKeys.exception") },
        ]}
        value={kind}
        onChange={(next) => write(next as Kind, { name, words })}
      />
      {kind !== "week" && (
        <>
          <TextInput
            label={t("sla.dayName")}
            maxLength={200}
            value={name}
            onChange={({ currentTarget: { value } }) => {
              setName(value);
              write(kind, { name: value, words });
            }}
          />
          <HoursField
            label={t("sla.dayHours")}
            value={words}
            onChange={(next) => {
              setWords(next);
              write(kind, { name, words: next });
            }}
          />
        </>
      )}
    </div>
  );
}
